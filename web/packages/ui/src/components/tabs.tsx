/** One of a few panels at a time: radix's keys and roles in our clothes. What stands between the tabs and the panel is given too. */

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type Props<Value extends string> = {
  readonly label: string;
  readonly tabs: readonly (readonly [value: Value, words: string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What all panels share, above them. */
  readonly above?: ReactNode;
  readonly children: ReactNode;
};

export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onChange,
  above,
  children,
}: Props<Value>) {
  return (
    <Radix.Root value={value} onValueChange={to => onChange(to as Value)} className="grid gap-3">
      <Radix.List aria-label={label} className="flex gap-1 border-line border-b">
        {tabs.map(([tab, words]) => (
          <Radix.Trigger
            key={tab}
            value={tab}
            className="-mb-px min-h-9 border-transparent border-b-2 px-3 text-ink-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-semibold data-[state=active]:text-ink"
          >
            {words}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {above}
      {/* One panel whose content changes: it is entered through what can be operated in it. */}
      {tabs.map(([tab]) => (
        <Radix.Content key={tab} value={tab} tabIndex={-1} className="min-w-0 outline-none">
          {tab === value && children}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
