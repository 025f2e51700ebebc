/**
 * The one script tag of a customer's site: `<script src="https://host/widget.js" data-key="…" async></script>`. A site that knows
 * who its customer is says so with `data-identity="JWT"`, or later with `rapport.identify(JWT)` (DK14).
 * Learns whether the key is known here, then shows the launcher; everything else loads when it is opened.
 */

import { type ConfigOutcome, fetchWidgetConfig } from '@rapport/customer/bootstrap';
import { backoffMs } from '@rapport/live/backoff';
import { Launcher } from './launcher';
import { SiteVoice } from './site-voice';

const script = document.currentScript;
if (script instanceof HTMLScriptElement) void load(new URL(script.src).origin, script.dataset);

async function load(server: string, { key, identity }: DOMStringMap): Promise<void> {
  const voice = new SiteVoice(identity);
  voice.listen();
  if (key === undefined) return hint('the script tag has no data-key.');
  const outcome = await configOnceReachable(server, key);
  if (outcome.outcome === 'unreachable') return hint(`${server} cannot be reached.`);
  if (outcome.outcome === 'unknown') {
    return hint(`${server} does not know the key "${key}", or not for ${location.origin}.`);
  }
  await bodyIsThere();
  // Nobody can write before the site has said who it is.
  if (outcome.config.identity === 'required') await voice.identified();
  if (document.querySelector('rapport-widget')) return;
  const launcher = new Launcher(server, outcome.config);
  launcher.show();
  voice.reaches(launcher);
}

async function configOnceReachable(server: string, key: string): Promise<ConfigOutcome> {
  for (let attempt = ATTEMPT_FIRST; ; attempt += 1) {
    const outcome = await fetchWidgetConfig(server, key);
    if (outcome.outcome !== 'unreachable' || attempt === ATTEMPT_LAST) return outcome;
    await new Promise(rested => setTimeout(rested, backoffMs(attempt, Math.random())));
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

/** Rests from 4 s on, about ten minutes in all: a page that nobody chats on need not knock more, or for ever. */
const ATTEMPT_FIRST = 3;
const ATTEMPT_LAST = 25;
