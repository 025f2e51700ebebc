/**
 * DK14: what a site says of its customer reaches the launcher, however early it is said.
 */

import { describe, expect, it, vi } from 'vitest';
import { SiteVoice } from './site-voice';

const launcher = () => ({ identify: vi.fn(), forget: vi.fn() });
const page = window as { rapport?: { identify(identity: unknown): void; forget(): void } };

describe("the site's voice", () => {
  it('is heard before and after the launcher is there', async () => {
    const voice = new SiteVoice(undefined);
    voice.listen();
    const identified = voice.identified();
    page.rapport?.identify('one');
    await identified;
    const there = launcher();
    voice.reaches(there);
    expect(there.identify.mock.calls).toEqual([['one']]);
    page.rapport?.identify('two');
    page.rapport?.forget();
    expect(there.identify.mock.calls).toEqual([['one'], ['two']]);
    expect(there.forget).toHaveBeenCalledOnce();
  });

  it('knows what the script tag says, and takes nothing but a text', async () => {
    const voice = new SiteVoice('of the tag');
    voice.listen();
    await voice.identified();
    page.rapport?.identify({ toString: () => 'x' });
    const there = launcher();
    voice.reaches(there);
    expect(there.identify.mock.calls).toEqual([['of the tag']]);
  });
});
