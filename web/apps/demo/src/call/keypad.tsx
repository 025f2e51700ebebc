/**
 * The telephone's keys (VC20, VC41): each press is a key for the server. Folded away where nobody asks for one.
 *
 * @jsxImportSource preact
 */

import { t } from '../language';

type Props = { open: boolean; onPress: (key: string) => void };

export function Keypad({ open, onPress }: Props) {
  return (
    <details class="keypad" open={open}>
      <summary>{t('keypad')}</summary>
      <div class="keys">
        {KEYS.map(key => (
          <button type="button" class="second-button" key={key} onClick={() => onPress(key)}>
            {key}
          </button>
        ))}
      </div>
    </details>
  );
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
