/** F6 and Shift+F6 go round the parts of the screen: rail, top bar, page, what rings or talks. */

const REGIONS = '#content, [data-region]';

export function cycleRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(region =>
    region.checkVisibility(),
  );
  if (regions.length === 0) return;
  const here = regions.findIndex(region => region.contains(document.activeElement));
  const next = here === -1 ? 0 : (here + step + regions.length) % regions.length;
  const region = regions[next];
  if (!region) return;
  // The region itself takes the focus, so that a reader says where one has come to.
  if (!region.hasAttribute('tabindex')) region.tabIndex = -1;
  region.focus();
}
