/** The gear, bottom left: theme, language, devices and the keys. */

import {
  Menu,
  MenuChoice,
  MenuChoiceItem,
  MenuHeading,
  MenuItem,
  MenuLine,
} from '@rapport/ui/components/menu';
import { choose, LANGUAGE_NAMES, LANGUAGES, type Language } from '@rapport/ui/i18n/i18n';
import { AudioLines, Keyboard, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Theme, usePreferences } from '../state/preferences';
import { go, useScreen } from '../state/screen';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export function SettingsMenu() {
  const { t, i18n } = useTranslation();
  const theme = usePreferences(preferences => preferences.theme);
  const name = t('nav.settings');
  const trigger = (
    <button
      type="button"
      title={name}
      className="grid h-12 w-14 place-content-center justify-items-center gap-0.5 rounded-lg text-ink-faint transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover sm:h-11 sm:w-11 lg:h-13 lg:w-16"
    >
      <Settings aria-hidden className="size-5" strokeWidth={1.75} />
      <span className="font-medium text-[11px] leading-4 sm:sr-only lg:not-sr-only">{name}</span>
    </button>
  );
  return (
    <Menu trigger={trigger} side="right" align="end">
      <MenuHeading>{t('settings.theme')}</MenuHeading>
      <MenuChoice value={theme} onChange={chosen => usePreferences.setState({ theme: chosen })}>
        {THEMES.map(each => (
          <MenuChoiceItem key={each} value={each}>
            {t(`settings.theme.${each}`)}
          </MenuChoiceItem>
        ))}
      </MenuChoice>
      <MenuLine />
      <MenuHeading>{t('settings.language')}</MenuHeading>
      <MenuChoice<Language>
        value={LANGUAGES.find(language => language === i18n.language)}
        onChange={language => void choose(language)}
      >
        {LANGUAGES.map(language => (
          <MenuChoiceItem key={language} value={language}>
            <span lang={language}>{LANGUAGE_NAMES[language]}</span>
          </MenuChoiceItem>
        ))}
      </MenuChoice>
      <MenuLine />
      <MenuItem onSelect={() => go('/ready')}>
        <AudioLines aria-hidden className="size-4 text-ink-faint" />
        {t('settings.devices')}
      </MenuItem>
      <MenuItem onSelect={() => useScreen.setState({ shortcuts: true })}>
        <Keyboard aria-hidden className="size-4 text-ink-faint" />
        {t('settings.shortcuts')}
      </MenuItem>
    </Menu>
  );
}
