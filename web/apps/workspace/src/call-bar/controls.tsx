/**
 * What can be done in a call (W8), in the order that never changes: each a picture over its word, so that all stand in one
 * row. Where there is no room for all, the last of them go under More. End stands apart, and is always there.
 */

import type { ButtonLook } from '@rapport/ui/components/button';
import { Button } from '@rapport/ui/components/button';
import { Menu, MenuItem } from '@rapport/ui/components/menu';
import { useWindowWidth } from '@rapport/ui/width';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Act } from '../actions/act';
import { ActButton } from '../actions/act-button';
import { perform } from '../actions/perform';
import { useAct } from '../actions/use-act';

export type Control = {
  readonly act: Act;
  readonly look?: ButtonLook;
  /** Of an act that opens something: whether that is open. */
  readonly expanded?: boolean;
};

type Props = {
  /** What does not concern this call is left out. */
  readonly controls: readonly (Control | false | undefined)[];
  readonly end: Act;
  /** What End asks first. */
  readonly confirm?: string;
  /** The bar has sentences to say besides. */
  readonly says?: boolean;
};

/** As many as stand beside one another, More and End among them: in 320 pixels, and in 1280 with all that a held call says. */
const TIGHT_ROOM = 6;

export function Controls({ controls, end, confirm, says = false }: Props) {
  const there = controls.filter(control => control !== false && control !== undefined);
  const width = useWindowWidth();
  const isTight = width === 'narrow' || (says && width === 'middling');
  const fits = !isTight || there.length < TIGHT_ROOM;
  const shown = fits ? there : there.slice(0, TIGHT_ROOM - 2);
  const rest = there.slice(shown.length);
  return (
    <div className="flex items-stretch gap-1 max-md:order-2 max-md:w-full max-sm:gap-0.5 max-sm:*:flex-auto md:ml-auto">
      {shown.map(({ act, ...looks }) => (
        // What is swapped for its opposite has its key, and is the same button.
        <ActButton key={act.hotkey} act={act} size="tile" {...looks} className={TILE} />
      ))}
      {rest.length > 0 && <More controls={rest} />}
      <span
        aria-hidden
        className="mx-1 w-px self-center bg-edge/40 py-3 max-md:flex-1 max-md:bg-transparent max-sm:hidden"
      />
      <ActButton
        act={end}
        look="end"
        size="tile"
        {...(confirm && { confirm })}
        className={`${TILE} max-sm:ml-1`}
      />
    </div>
  );
}

const TILE =
  'max-w-24 whitespace-normal! text-center max-sm:max-w-none max-md:min-w-min max-md:shrink max-sm:px-1 max-sm:text-[11px]';

function More({ controls }: { readonly controls: readonly Control[] }) {
  const { t } = useTranslation();
  return (
    <Menu
      side="top"
      trigger={
        <Button size="tile" icon={Ellipsis} className={TILE}>
          {t('call.more')}
        </Button>
      }
    >
      {controls.map(({ act }) => (
        <Item key={act.hotkey} act={act} />
      ))}
    </Menu>
  );
}

function Item({ act }: Pick<Control, 'act'>) {
  const { t } = useTranslation();
  const { can, pending } = useAct(act);
  const { icon: Icon } = act;
  return (
    <MenuItem disabled={!can || pending} onSelect={() => perform(act)}>
      <Icon aria-hidden className="size-4 text-ink-faint" />
      {t(act.name)}
    </MenuItem>
  );
}
