/** The group that calls, and the number that is shown: chosen where there is a choice, and remembered. */

import type { GroupView } from '@rapport/live/wire';
import { Notice } from '@rapport/ui/components/notice';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Preferences, usePreferences } from '../state/preferences';
import { type Line, voiceGroups } from './lines';

type Props = {
  readonly groups: readonly GroupView[];
  readonly line: Line | undefined;
  readonly onChange: () => void;
};

export function LineChoice({ groups, line, onChange }: Props) {
  const { t } = useTranslation();
  const dialFrom = usePreferences(preferences => preferences.dialFrom);
  if (!line) return <Notice tone="warning">{t('dial.no-group')}</Notice>;
  const { group, from } = line;
  const own = voiceGroups(groups);
  const choose = (to: Partial<Preferences>) => {
    usePreferences.setState(to);
    onChange();
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Choice
        label={t('dial.group')}
        value={group.id}
        onChange={dialGroup => choose({ dialGroup })}
        options={own.map(({ id, name }) => [id, name])}
      />
      {from ? (
        <Choice
          label={t('dial.from')}
          value={from.id}
          onChange={chosen => choose({ dialFrom: { ...dialFrom, [group.id]: chosen } })}
          options={group.numbers.map(({ id, number }) => [id, number])}
        />
      ) : (
        <p className="self-end text-busy text-sm">{t('problem.no-line')}</p>
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [value: string, words: string])[];
};

/** One option is said, and not asked for. */
function Choice({ label, value, onChange, options }: ChoiceProps) {
  const id = useId();
  if (options.length < 2) {
    return (
      <dl className="grid content-start gap-1.5">
        <dt className="font-medium text-sm">{label}</dt>
        <dd className="digits truncate text-ink-soft">
          <bdi>{options[0]?.[1]}</bdi>
        </dd>
      </dl>
    );
  }
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={event => onChange(event.target.value)}
        className="digits h-10 w-full min-w-0 rounded-lg border border-edge bg-surface px-2"
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
