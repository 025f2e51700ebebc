/** The keys: listed by what they do, to be changed one by one, or switched off as a whole (WCAG 2.1.4). */

import { Button } from '@rapport/ui/components/button';
import { Keys } from '@rapport/ui/components/keys';
import { Switch } from '@rapport/ui/components/switch';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { keyNames } from '../../actions/hotkey';
import { SHORTCUT_SECTIONS, type Slot, slotsIn } from '../../actions/slots';
import { usePreferences } from '../../state/preferences';
import { Card } from '../card';
import { useKeyCapture } from './key-capture';

export function Shortcuts() {
  const { t } = useTranslation();
  const on = usePreferences(({ keys }) => keys === 'on');
  const anyRemapped = usePreferences(({ remapped }) => Object.keys(remapped).length > 0);
  return (
    <>
      <Card title={t('settings.keys')}>
        <div className="grid gap-4 p-4">
          <Switch
            label={t('settings.keys-on')}
            why={t('settings.keys-on-why')}
            on={on}
            onChange={now => usePreferences.setState({ keys: now ? 'on' : 'off' })}
          />
          <Button
            icon={RotateCcw}
            disabled={!anyRemapped}
            className="justify-self-start"
            onClick={() => usePreferences.setState({ remapped: {} })}
          >
            {t('settings.keys-reset')}
          </Button>
        </div>
      </Card>
      {on &&
        SHORTCUT_SECTIONS.map(section => (
          <Card key={section} title={t(`shortcuts.section.${section}`)}>
            <ul className="divide-y divide-line">
              {slotsIn(section).map(slot => (
                <Row key={slot.hotkey} slot={slot} />
              ))}
            </ul>
          </Card>
        ))}
    </>
  );
}

function Row({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation();
  const hotkey = usePreferences(({ remapped }) => remapped[slot.hotkey] ?? slot.hotkey);
  const name = slot.names.map(each => t(each)).join(' / ');
  const { asking, problem, toggle } = useKeyCapture(slot);
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
      <span className="min-w-40 flex-1">
        {name}
        {slot.twice && <span className="ml-2 text-ink-faint text-xs">{t('shortcuts.twice')}</span>}
      </span>
      <span role="status" className="text-accent text-sm empty:hidden">
        {asking && (problem ?? t('settings.press-keys'))}
      </span>
      {!asking && <Keys keys={keyNames(hotkey)} />}
      <Button
        size="small"
        aria-label={asking ? undefined : t('settings.change-key', { name })}
        onClick={toggle}
      >
        {t(asking ? 'settings.cancel' : 'settings.change')}
      </Button>
    </li>
  );
}
