/** The sign-in page (W1). It never says which of the two fields was wrong. */

import { choose, LANGUAGE_NAMES, LANGUAGES } from '@rapport/ui/i18n/i18n';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../frame/logo';
import { usePageTitle } from '../page-title';
import { LoginForm } from './login-form';

export function Login() {
  const { t, i18n } = useTranslation();
  usePageTitle(t('login.title'));
  const { ended } = useSearch({ from: '/login' });
  return (
    <main className="grid min-h-dvh place-items-center bg-canvas p-4">
      <div className="w-full max-w-90">
        <div className="mb-6 grid justify-items-center gap-3 text-center">
          <Logo className="size-12" />
          <div>
            <h1 className="font-semibold text-xl tracking-tight">{t('product')}</h1>
            <p className="text-ink-faint">{t('login.subtitle')}</p>
          </div>
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-low">
          {ended && (
            <p role="status" className="tinted mb-4 rounded-md px-3 py-2 text-sm">
              {t('login.expired')}
            </p>
          )}
          <LoginForm />
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
