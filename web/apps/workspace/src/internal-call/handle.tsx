/** What the window is moved by without dragging it (WCAG 2.5.7): by the arrows, or by a click into the next corner. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { GripVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly onMove: (x: number, y: number) => void;
  readonly onTurn: () => void;
};

const STEP = 24;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** On a telephone the window has all the width there is, and stays where it is. */
export function Handle({ onMove, onTurn }: Props) {
  const { t } = useTranslation();
  return (
    <IconButton
      name={t('internal.move')}
      title={t('internal.move-how')}
      icon={GripVertical}
      onClick={onTurn}
      onKeyDown={event => {
        const by = ARROWS[event.key];
        if (!by) return;
        event.preventDefault();
        onMove(...by);
      }}
      className="max-sm:hidden"
    />
  );
}
