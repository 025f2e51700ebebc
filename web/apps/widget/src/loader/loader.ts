/**
 * The one script tag of a customer's site: `<script src="https://host/widget.js" data-key="…" async></script>`.
 * Learns whether the key is known here, then shows the launcher; everything else loads when it is opened.
 */

import { fetchWidgetConfig } from '@rapport/customer/bootstrap';
import { restMs } from '@rapport/customer/line';
import type { WidgetConfig } from '@rapport/customer/wire';
import { Launcher } from './launcher';

const script = document.currentScript;
if (script instanceof HTMLScriptElement) void load(new URL(script.src).origin, script.dataset);

async function load(server: string, { key }: DOMStringMap): Promise<void> {
  if (key === undefined) return hint('the script tag has no data-key.');
  const config = await configOnceReachable(server, key);
  if (config === undefined) {
    return hint(`${server} does not know the key "${key}", or not for ${location.origin}.`);
  }
  await bodyIsThere();
  if (document.querySelector('rapport-widget')) return;
  new Launcher(server, config).show();
}

async function configOnceReachable(server: string, key: string): Promise<WidgetConfig | undefined> {
  for (let attempt = FIRST_REST; ; attempt += 1) {
    const outcome = await fetchWidgetConfig(server, key);
    if (outcome.outcome === 'known') return outcome.config;
    if (outcome.outcome === 'unknown') return undefined;
    await new Promise(rested => setTimeout(rested, restMs(attempt, Math.random())));
  }
}

function bodyIsThere(): Promise<unknown> | undefined {
  if (document.body) return undefined;
  return new Promise(ready => document.addEventListener('DOMContentLoaded', ready, { once: true }));
}

/** For the site's owner, who would otherwise look for a button that is not there. */
function hint(why: string): void {
  // biome-ignore lint/suspicious/noConsole: the console is the only place where the site's owner can be told.
  console.warn(`Rapport chat is not shown: ${why}`);
}

/** The first rest is 4 s: a page that nobody chats on need not knock twice a second. */
const FIRST_REST = 3;
