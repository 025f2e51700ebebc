/** What a person sets in passing, in the avatar menu: language, theme; and the way to devices and keys. */

import { MenuChoice, MenuChoiceItem, MenuItem, SubMenu } from '@rapport/ui/components/menu';
import { choose, LANGUAGE_NAMES, LANGUAGES, type Language } from '@rapport/ui/i18n/i18n';
import { AudioLines, Contrast, Keyboard, Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { THEMES, type Theme, usePreferences } from '../state/preferences';
import { goToSettings, useScreen } from '../state/screen';
import { PhoneChoice } from './phone-choice';

export function PersonalChoices() {
  const { t, i18n } = useTranslation();
  const theme = usePreferences(preferences => preferences.theme);
  return (
    <>
      <SubMenu icon={Languages} name={t('settings.language')}>
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
      </SubMenu>
      <SubMenu icon={Contrast} name={t('settings.theme')}>
        <MenuChoice<Theme>
          value={theme}
          onChange={chosen => usePreferences.setState({ theme: chosen })}
        >
          {THEMES.map(each => (
            <MenuChoiceItem key={each} value={each}>
              {t(`settings.theme.${each}`)}
            </MenuChoiceItem>
          ))}
        </MenuChoice>
      </SubMenu>
      <PhoneChoice />
      <MenuItem onSelect={() => goToSettings('devices')}>
        <AudioLines aria-hidden className="size-4 text-ink-faint" />
        {t('settings.devices')}
      </MenuItem>
      <MenuItem onSelect={() => useScreen.setState({ shortcuts: true })}>
        <Keyboard aria-hidden className="size-4 text-ink-faint" />
        {t('settings.shortcuts')}
      </MenuItem>
    </>
  );
}
