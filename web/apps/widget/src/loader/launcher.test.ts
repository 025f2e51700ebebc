/**
 * The launcher in a site's page: what it loads, what it says, and whom it believes.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Launcher } from './launcher';

const server = 'https://chat.example';
// No frame is loaded: each one's page is empty.
const { happyDOM } = window as unknown as { happyDOM: { settings: { fetch: object } } };
Object.assign(happyDOM.settings.fetch, {
  interceptor: { beforeAsyncRequest: () => Promise.resolve(new Response('')) },
});

const config = { key: 'k', name: 'Lamps', welcome: 'Hi', call: false, identity: 'none' } as const;

beforeEach(() => {
  new Launcher(server, config).show();
});

afterEach(() => {
  document.querySelector('rapport-widget')?.remove();
  localStorage.clear();
  sessionStorage.clear();
});

function inside<Found extends Element>(selector: string): Found {
  const found = document
    .querySelector('rapport-widget')
    ?.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

const button = () => inside<HTMLButtonElement>('button');
const frame = () => inside<HTMLIFrameElement>('iframe');

function fromFrame(message: object, origin = server): void {
  const data = { rapport: 1, ...message };
  const event = Object.assign(new Event('message'), {
    origin,
    source: frame().contentWindow,
    data,
  });
  window.dispatchEvent(event);
}

describe('launcher', () => {
  it('loads no frame before it is opened, and one only', () => {
    expect(() => frame()).toThrow();
    button().click();
    expect(frame().src).toBe(
      `https://chat.example/widget/frame?key=k#origin=${encodeURIComponent(location.origin)}`,
    );
    button().click();
    button().click();
    expect(inside('.panel').querySelectorAll('iframe')).toHaveLength(1);
  });

  it('is a non-modal dialog that says whether it is open', () => {
    const panel = inside<HTMLElement>('[role=dialog]');
    expect(panel.getAttribute('aria-modal')).toBeNull();
    expect(panel.hidden).toBe(true);
    button().click();
    expect(panel.hidden).toBe(false);
    expect(button().getAttribute('aria-expanded')).toBe('true');
    expect(button().getAttribute('aria-label')).toBe('Minimise chat');
  });

  it('minimises when the frame asks, and only then', () => {
    button().click();
    fromFrame({ tell: 'minimise' }, 'https://evil.example');
    expect(button().getAttribute('aria-expanded')).toBe('true');
    fromFrame({ tell: 'minimise' });
    expect(button().getAttribute('aria-expanded')).toBe('false');
  });

  it('shows and names unread messages while it is closed', () => {
    button().click();
    button().click();
    fromFrame({ tell: 'unread', count: 12 });
    expect(inside('.badge').textContent).toBe('9+');
    expect(button().getAttribute('aria-label')).toBe('Chat with us, 12 unread messages');
    button().click();
    expect(inside<HTMLElement>('.badge').hidden).toBe(true);
  });

  it('dk14 comes back open after navigation, and silently when only a session runs', () => {
    button().click();
    document.querySelector('rapport-widget')?.remove();
    new Launcher(server, config).show();
    expect(inside<HTMLElement>('.panel').hidden).toBe(false);

    fromFrame({ tell: 'busy', busy: true });
    sessionStorage.clear();
    document.querySelector('rapport-widget')?.remove();
    new Launcher(server, config).show();
    expect(inside<HTMLElement>('.panel').hidden).toBe(true);
    expect(frame().title).toBe('Chat with Lamps');
  });

  it('dk14 follows the session that another tab has begun', () => {
    const begins = (key: string, newValue: string | null) =>
      window.dispatchEvent(new StorageEvent('storage', { key, newValue }));
    begins('rapport-widget.other.busy', '1');
    begins('rapport-widget.k.busy', null);
    expect(() => frame()).toThrow();
    begins('rapport-widget.k.busy', '1');
    expect(frame().title).toBe('Chat with Lamps');
    expect(inside<HTMLElement>('.panel').hidden).toBe(true);
  });

  it('dk14 speaks as the chat does, on the next page too', () => {
    button().click();
    fromFrame({ tell: 'language', language: 'fr' });
    expect(button().getAttribute('aria-label')).toBe('Minimise chat');
    fromFrame({ tell: 'language', language: 'zh-CN' });
    expect(button().getAttribute('aria-label')).toBe('收起对话');
    expect(frame().title).toBe('与Lamps对话');
    document.querySelector('rapport-widget')?.remove();
    sessionStorage.clear();
    new Launcher(server, config).show();
    expect(document.querySelector('rapport-widget')?.getAttribute('lang')).toBe('zh-CN');
    expect(button().textContent).toContain('在线咨询');
  });
});
