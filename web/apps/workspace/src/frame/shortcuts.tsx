/** The list of keys, opened with "?". It reads the same acts as the buttons do. */

import { Button } from '@rapport/ui/components/button';
import { Keys } from '@rapport/ui/components/keys';
import { useTranslation } from 'react-i18next';
import { keyNames } from '../actions/hotkey';
import { SHORTCUT_SECTIONS, slotsIn } from '../actions/slots';
import { usePreferences } from '../state/preferences';
import { goToSettings, useScreen } from '../state/screen';
import { Dialog } from './dialog';

export function Shortcuts() {
  const { t } = useTranslation();
  const open = useScreen(({ shortcuts }) => shortcuts);
  const { keys, remapped } = usePreferences();
  const close = () => useScreen.setState({ shortcuts: false });
  return (
    <Dialog open={open} onClose={close} title={t('shortcuts.title')}>
      {keys === 'off' && <p className="mb-4 text-ink-soft">{t('shortcuts.off')}</p>}
      <div className="grid gap-4">
        {SHORTCUT_SECTIONS.map(section => (
          <section key={section}>
            <h3 className="mb-1 font-medium text-ink-faint text-xs">
              {t(`shortcuts.section.${section}`)}
            </h3>
            <dl className="divide-y divide-line">
              {slotsIn(section).map(({ hotkey, names, twice }) => (
                <Row
                  key={hotkey}
                  name={names.map(name => t(name)).join(' / ')}
                  keys={keyNames(remapped[hotkey] ?? hotkey)}
                  note={twice ? t('shortcuts.twice') : undefined}
                />
              ))}
              {section === 'desk' && (
                <>
                  <Row name={t('shortcuts.nth-session')} keys={['Ctrl', 'Alt', '1–9']} />
                  <Row name={t('shortcuts.row-menu')} keys={['Shift', 'F10']} />
                  <Row name={t('shortcuts.send')} keys={['Enter']} />
                  <Row name={t('shortcuts.newline')} keys={['Shift', 'Enter']} />
                </>
              )}
              {section === 'general' && (
                <>
                  <Row name={t('shortcuts.regions')} keys={['F6']} />
                  <Row name={t('shortcuts.help')} keys={['?']} />
                </>
              )}
            </dl>
          </section>
        ))}
      </div>
      <Button
        className="mt-4"
        onClick={() => {
          close();
          goToSettings('shortcuts');
        }}
      >
        {t('shortcuts.change')}
      </Button>
    </Dialog>
  );
}

type RowProps = {
  readonly name: string;
  readonly keys: readonly string[];
  readonly note?: string | undefined;
};

function Row({ name, keys, note }: RowProps) {
  return (
    <div className="flex items-center gap-2 py-1.5">
      <dt className="flex-1">{name}</dt>
      <dd className="flex items-center gap-2">
        {note && <span className="text-ink-faint text-xs">{note}</span>}
        <Keys keys={keys} />
      </dd>
    </div>
  );
}
