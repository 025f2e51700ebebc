/** How it looks and which language it speaks. */

import { Tiles } from '@rapport/ui/components/tiles';
import { choose, LANGUAGE_NAMES, LANGUAGES, type Language } from '@rapport/ui/i18n/i18n';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { THEMES, type Theme, usePreferences } from '../../state/preferences';
import { Card } from '../card';

const ICONS = { system: Monitor, light: Sun, dark: Moon };

export function Appearance() {
  const { t, i18n } = useTranslation();
  const theme = usePreferences(preferences => preferences.theme);
  return (
    <Card title={t('settings.this-computer')}>
      <div className="grid gap-6 p-4">
        <Tiles<Theme>
          legend={t('settings.theme')}
          value={theme}
          onChange={chosen => usePreferences.setState({ theme: chosen })}
          tiles={THEMES.map(value => {
            const Icon = ICONS[value];
            return {
              value,
              content: (
                <>
                  <Icon aria-hidden className="size-4 text-ink-faint" />
                  {t(`settings.theme.${value}`)}
                </>
              ),
            };
          })}
        />
        <Tiles<Language>
          legend={t('settings.language')}
          value={LANGUAGES.find(language => language === i18n.language)}
          onChange={language => void choose(language)}
          tiles={LANGUAGES.map(value => ({
            value,
            lang: value,
            content: LANGUAGE_NAMES[value],
          }))}
        />
      </div>
    </Card>
  );
}
