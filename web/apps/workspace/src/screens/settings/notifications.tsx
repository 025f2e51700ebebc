/** What may ring and pop up, and how loudly. */

import { Button } from '@rapport/ui/components/button';
import { Switch } from '@rapport/ui/components/switch';
import { Bell } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Attention, OCCASIONS, type Occasion, usePreferences } from '../../state/preferences';
import { ringer } from '../../state/ringer';
import { Card } from '../card';
import { NotificationTrial } from '../ready/notification-trial';

export function Notifications() {
  const { t } = useTranslation();
  const quiet = usePreferences(({ quietInFront }) => quietInFront);
  return (
    <>
      <Card title={t('ready.notifications')}>
        <div className="grid gap-3 p-4">
          <p className="text-ink-soft">{t('ready.notifications-why')}</p>
          <NotificationTrial />
        </div>
      </Card>
      <Card title={t('settings.occasions')}>
        <Occasions />
      </Card>
      <Card title={t('settings.loudness')}>
        <div className="grid gap-4 p-4">
          <Volume />
          <Switch
            label={t('settings.quiet')}
            why={t('settings.quiet-why')}
            on={quiet}
            onChange={on => usePreferences.setState({ quietInFront: on })}
          />
        </div>
      </Card>
    </>
  );
}

function Occasions() {
  const { t } = useTranslation();
  return (
    <table className="w-full">
      <thead>
        <tr className="text-left text-ink-faint text-xs">
          <th scope="col" className="px-4 pt-2 pb-1 font-medium">
            {t('settings.occasion')}
          </th>
          <th scope="col" className="w-20 px-2 pt-2 pb-1 text-center font-medium">
            {t('settings.sound')}
          </th>
          <th scope="col" className="w-28 px-2 pt-2 pb-1 text-center font-medium">
            {t('settings.notice')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {OCCASIONS.map(occasion => (
          <tr key={occasion}>
            <th scope="row" className="px-4 py-2 text-left font-normal">
              {t(`settings.occasion.${occasion}`)}
            </th>
            <Choice occasion={occasion} way="sound" />
            <Choice occasion={occasion} way="notice" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ChoiceProps = { readonly occasion: Occasion; readonly way: keyof Attention };

function Choice({ occasion, way }: ChoiceProps) {
  const { t } = useTranslation();
  const attention = usePreferences(preferences => preferences.attention);
  const set = (on: boolean) =>
    usePreferences.setState({
      attention: { ...attention, [occasion]: { ...attention[occasion], [way]: on } },
    });
  return (
    <td className="px-2 text-center">
      <label className="inline-grid size-8 cursor-pointer place-items-center">
        <span className="sr-only">
          {t(`settings.occasion.${occasion}`)} – {t(`settings.${way}`)}
        </span>
        <input
          type="checkbox"
          className="size-4"
          checked={attention[occasion][way]}
          onChange={event => set(event.target.checked)}
        />
      </label>
    </td>
  );
}

function Volume() {
  const { t } = useTranslation();
  const id = useId();
  const volume = usePreferences(preferences => preferences.volume);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <label htmlFor={id} className="font-medium">
        {t('settings.volume')}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={Math.round(volume * 100)}
        onChange={event => usePreferences.setState({ volume: Number(event.target.value) / 100 })}
        className="h-8 min-w-32 flex-1"
      />
      <span className="digits w-12 text-right text-ink-soft">{Math.round(volume * 100)} %</span>
      <Button icon={Bell} onClick={() => void ringer.unlock().then(() => ringer.chime())}>
        {t('settings.try-sound')}
      </Button>
    </div>
  );
}
