/** The list of keys, opened with "?". It reads the same acts as the buttons do. */

import { Keys } from '@rapport/ui/components/keys';
import { useTranslation } from 'react-i18next';
import { keyNames } from '../actions/keys';
import { ACTS } from '../actions/list';
import { useScreen } from '../state/screen';
import { Dialog } from './dialog';

const SECTIONS = ['call', 'desk', 'general'] as const;

export function Shortcuts() {
  const { t } = useTranslation();
  const open = useScreen(({ shortcuts }) => shortcuts);
  return (
    <Dialog
      open={open}
      onClose={() => useScreen.setState({ shortcuts: false })}
      title={t('shortcuts.title')}
    >
      <div className="grid gap-4">
        {SECTIONS.map(section => (
          <section key={section}>
            <h3 className="mb-1 font-medium text-ink-faint text-xs">
              {t(`shortcuts.section.${section}`)}
            </h3>
            <dl className="divide-y divide-line">
              {ACTS.filter(act => act.section === section).map(act => (
                <Row
                  key={act.id}
                  name={t(act.name)}
                  keys={keyNames(act.hotkey)}
                  note={act.twice ? t('shortcuts.twice') : undefined}
                />
              ))}
              {section === 'desk' && (
                <>
                  <Row name={t('shortcuts.send')} keys={['Enter']} />
                  <Row name={t('shortcuts.newline')} keys={['Shift', 'Enter']} />
                </>
              )}
              {section === 'general' && <Row name={t('shortcuts.help')} keys={['?']} />}
            </dl>
          </section>
        ))}
      </div>
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
