/** RC01: narrows the list, by who, which group, when and how it ended, and by the customer's number or name. */

import type { RecordChoices } from '@rapport/live/wire';
import { Button } from '@rapport/ui/components/button';
import { join } from '@rapport/ui/join';
import { useQuery } from '@tanstack/react-query';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endText } from './end-reason';
import { choicesQuery } from './queries';
import { narrowings, RESULTS, type RecordFilter } from './record-filter';
import { SearchField } from './search-field';

type Props = {
  readonly filter: RecordFilter;
  readonly onChange: (to: RecordFilter) => void;
};

const NOBODY: RecordChoices = { members: [], groups: [] };
const CONTROL = 'h-8 w-full min-w-0 rounded-md border border-edge/60 bg-surface px-2';

export function Filters({ filter, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { members, groups } = useQuery(choicesQuery()).data ?? NOBODY;
  const id = useId();
  const count = narrowings(filter);
  const set = (part: RecordFilter) => onChange({ ...filter, ...part });
  return (
    <search
      aria-label={t('records.filter')}
      className="flex flex-wrap items-end gap-x-3 gap-y-2 px-4 pb-3 sm:px-6"
    >
      <SearchField value={filter.find ?? ''} onChange={find => set({ find: find || undefined })} />
      <Button
        icon={ListFilter}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="md:hidden"
      >
        {count > 0 ? t('records.filters-set', { count }) : t('records.filters')}
      </Button>
      <div
        id={id}
        className={join(
          'flex-wrap items-end gap-x-3 gap-y-2 max-md:w-full md:flex',
          open ? 'flex' : 'hidden',
        )}
      >
        {/* An agent reads their own records only, so there is nobody to choose. */}
        {members.length > 1 && (
          <Select
            label={t('records.member')}
            value={filter.agent}
            onChange={agent => set({ agent })}
            options={members.map(member => [member.id, member.name])}
          />
        )}
        {groups.length > 1 && (
          <Select
            label={t('records.group')}
            value={filter.group}
            onChange={group => set({ group })}
            options={groups.map(group => [group.id, group.name])}
          />
        )}
        <Select
          label={t('records.result')}
          value={filter.result}
          onChange={result => set({ result })}
          options={RESULTS.map(result => [result, endText(result)])}
        />
        <Day
          label={t('records.from')}
          value={filter.from}
          max={filter.to}
          onChange={from => set({ from })}
        />
        <Day
          label={t('records.to')}
          value={filter.to}
          min={filter.from}
          onChange={to => set({ to })}
        />
        {count > 0 && (
          <Button
            look="quiet"
            icon={X}
            onClick={() => onChange(filter.kind ? { kind: filter.kind } : {})}
          >
            {t('records.filters-clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

type SelectProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly options: readonly (readonly [value: string, words: string])[];
};

function Select({ label, value, onChange, options }: SelectProps) {
  const { t } = useTranslation();
  return (
    <Labelled label={label}>
      <select
        value={value ?? ''}
        onChange={event => onChange(event.target.value || undefined)}
        className={CONTROL}
      >
        <option value="">{t('records.any')}</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

type DayProps = Omit<SelectProps, 'options'> & {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
};

function Day({ label, value, onChange, min, max }: DayProps) {
  return (
    <Labelled label={label}>
      <input
        type="date"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={event => onChange(event.target.value || undefined)}
        className={`${CONTROL} digits`}
      />
    </Labelled>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given
    <label className="grid w-36 gap-0.5 max-sm:w-[calc(50%-0.375rem)]">
      <span className="text-ink-faint text-xs">{label}</span>
      {children}
    </label>
  );
}
