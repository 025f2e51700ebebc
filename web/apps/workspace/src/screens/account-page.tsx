/** The page before the Workspace: signing in and everything round it. One narrow column, the language at its foot. */

import { choose, LANGUAGE_NAMES, LANGUAGES } from '@rapport/ui/i18n/i18n';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../frame/logo';
import { usePageTitle } from './page-title';

type Props = {
  readonly title: string;
  /** Under the title, in a sentence. */
  readonly why?: ReactNode;
  /** More room, where there is a choice to make or much to read. */
  readonly wide?: boolean;
  readonly children: ReactNode;
};

export function AccountPage({ title, why, wide = false, children }: Props) {
  const { t, i18n } = useTranslation();
  usePageTitle(title);
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas px-4 py-6">
      <div className={wide ? 'w-full max-w-120' : 'w-full max-w-90'}>
        <p className="mb-5 flex items-center justify-center gap-2.5">
          <Logo className="size-8" />
          <span className="font-semibold text-lg tracking-tight">{t('product')}</span>
        </p>
        <div className="rounded-xl border border-line bg-surface p-5 shadow-low sm:p-6">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          {why && <p className="mt-1 text-ink-soft">{why}</p>}
          <div className="mt-5">{children}</div>
        </div>
        <div className="mt-5 flex justify-center gap-4">
          {LANGUAGES.map(language => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              className="h-6 text-ink-faint text-sm underline-offset-4 hover:text-ink aria-pressed:text-ink aria-pressed:underline"
              onClick={() => void choose(language)}
            >
              {LANGUAGE_NAMES[language]}
            </button>
          ))}
        </div>
      </div>
    </main>
  );
}
