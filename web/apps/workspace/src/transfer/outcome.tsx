/** What the button would do, or why it does nothing. */

import { Notice } from '@rapport/ui/components/notice';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { statusText } from '../state/status-text';
import { nameOf, type Target } from './targets';

type Props = { readonly target: Target | undefined; readonly isLive: boolean };

export function Outcome({ target, isLive }: Props) {
  return <OutcomeText words={useOutcome(target, isLive)} />;
}

export type Words = { readonly possible: boolean; readonly text: string };

export function OutcomeText({ words }: { readonly words: Words }) {
  return (
    <div aria-live="polite" className="min-h-16">
      {words.possible ? (
        <p className="text-ink-soft">{words.text}</p>
      ) : (
        <Notice tone="warning">{words.text}</Notice>
      )}
    </div>
  );
}

function useOutcome(target: Target | undefined, isLive: boolean): Words {
  const { t } = useTranslation();
  if (!isLive) return { possible: false, text: t('transfer.not-connected') };
  if (!target) return { possible: true, text: t('transfer.choose') };
  if (target.kind === 'group') {
    const { name, routable } = target.group;
    const text = t(routable > 0 ? 'transfer.to-group' : 'transfer.to-group-of-nobody', { name });
    return { possible: true, text };
  }
  const name = nameOf(target);
  const why = reasonOf(target);
  if (why) return { possible: false, text: t('transfer.cannot', { name, why }) };
  const text = t(target.kind === 'phone' ? 'transfer.to-phone' : 'transfer.to-agent', { name });
  const asked = t(target.kind === 'phone' ? 'consult.to-phone' : 'consult.to-agent', { name });
  return { possible: true, text: `${text} ${asked}` };
}

export function reasonOf(target: Exclude<Target, { kind: 'group' }>): string | undefined {
  if (target.kind === 'phone') {
    const why = target.phone.unavailable;
    return why && i18next.t(`transfer.phone-${why}`);
  }
  const { unavailable: why, label, break_reason } = target.colleague;
  return why === 'status'
    ? statusText(label, break_reason)
    : why && i18next.t(`unavailable.${why}`);
}
