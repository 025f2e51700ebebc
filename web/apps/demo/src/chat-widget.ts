/**
 * The chat as any site carries it: one script tag, and an event to open it from a button of the page's own.
 */

let isThere = false;
let isWanted = false;

export function carryWidget(key: string): void {
  document.addEventListener('rapport:ready', arrive, { once: true });
  const script = document.createElement('script');
  script.src = trusted('/widget.js');
  script.async = true;
  script.setAttribute('data-key', key);
  document.head.append(script);
}

/** A click that comes before the widget opens it as soon as it is there. */
export function openChat(): void {
  if (isThere) document.dispatchEvent(new Event('rapport:open'));
  else isWanted = true;
}

/** Where the browser takes no plain text as the address of a script, the one that we mean. */
function trusted(address: '/widget.js'): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy('widget', { createScriptURL: () => address });
  return policy?.createScriptURL(address) ?? address;
}

/** Not in TypeScript's own types yet. What it makes is an object that the browser knows; for us it is a text. */
type TrustedTypes = {
  createPolicy(name: string, rules: Policy): Policy;
};
type Policy = { createScriptURL(address: string): string };

function arrive(): void {
  isThere = true;
  if (isWanted) openChat();
  isWanted = false;
}
