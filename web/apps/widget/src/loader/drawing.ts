/**
 * The launcher's elements, built node by node: the site's page may forbid inline scripts, inline styles and HTML strings.
 */

import sheetText from './launcher.css?inline';

export type LauncherParts = {
  readonly host: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly label: HTMLElement;
  readonly badge: HTMLElement;
  readonly panel: HTMLElement;
  /** Read out politely when it changes. */
  readonly news: HTMLElement;
};

export function drawLauncher(language: string, title: string): LauncherParts {
  const host = document.createElement('rapport-widget');
  host.lang = language;
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sheetText);
  root.adoptedStyleSheets = [sheet];

  const panel = element('div', 'panel');
  panel.id = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', title);

  const button = element('button', 'launcher');
  button.type = 'button';
  button.setAttribute('aria-controls', panel.id);
  const label = element('span', 'label');
  const badge = element('span', 'badge');
  badge.setAttribute('aria-hidden', 'true');
  button.append(icon('bubble', BUBBLE), icon('chevron', CHEVRON), label, badge);

  const news = element('span', 'news');
  news.setAttribute('role', 'status');
  root.append(panel, button, news);
  return { host, button, label, badge, panel, news };
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function icon(className: string, path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const stroke = document.createElementNS(SVG, 'path');
  stroke.setAttribute('d', path);
  svg.append(stroke);
  return svg;
}

const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5zM8.5 8.5h7M8.5 11.5h4.5';
const CHEVRON = 'm6 9.5 6 6 6-6';
