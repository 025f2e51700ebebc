/** The agent's groups and who waits in them, live. */

import type { GroupKind } from '@rapport/live/wire';
import { clockFace } from '@rapport/ui/format/duration';
import { join } from '@rapport/ui/join';
import { MessagesSquare, Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePicture } from '../state/live';
import { useTimed } from '../state/timed';

type Props = {
  /** Only this kind, or all. */
  readonly kind?: GroupKind;
};

export function GroupsTable({ kind }: Props) {
  const { t } = useTranslation();
  const groups = usePicture(picture => picture.groups);
  const shown = groups.filter(group => !kind || group.kind === kind);
  if (shown.length === 0) {
    return <p className="px-4 py-6 text-center text-ink-faint">{t('home.waiting-empty')}</p>;
  }
  return (
    <table className="w-full self-start">
      <thead>
        <tr className="text-left text-ink-faint text-xs">
          <th scope="col" className="px-4 pt-2 pb-1 font-medium">
            {t('home.group')}
          </th>
          <th scope="col" className="px-4 pt-2 pb-1 text-right font-medium">
            {t('home.waiting-count')}
          </th>
          <th scope="col" className="px-4 pt-2 pb-1 text-right font-medium">
            {t('home.longest')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {shown.map(({ id, name, kind: of, waiting, longest_since }) => (
          <tr key={id}>
            <th scope="row" className="px-4 py-2.5 text-left font-medium">
              <span className="flex items-center gap-2.5">
                {of === 'voice' ? (
                  <Phone
                    role="img"
                    aria-label={t('kind.voice')}
                    className="size-4 text-ink-faint"
                  />
                ) : (
                  <MessagesSquare
                    role="img"
                    aria-label={t('kind.chat')}
                    className="size-4 text-ink-faint"
                  />
                )}
                {name}
              </span>
            </th>
            <td
              className={join(
                'digits px-4 text-right',
                waiting > 0 ? 'font-semibold' : 'text-ink-faint',
              )}
            >
              {waiting > 0 ? waiting : t('home.nobody')}
            </td>
            <td className="digits px-4 text-right text-ink-soft">
              <Longest since={longest_since} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Longest({ since }: { readonly since: number | undefined }) {
  return useTimed(now => (since === undefined ? '–' : clockFace(now - since)));
}
