/** One step of getting ready: what, why, and how far it is. */

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId } from 'react';

type Props = {
  readonly number: number;
  readonly title: string;
  readonly why: string;
  readonly done: boolean;
  readonly children: ReactNode;
};

export function Step({ number, title, why, done, children }: Props) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className="grid grid-cols-[auto_1fr] gap-x-3 rounded-xl border border-line bg-surface p-4 shadow-low sm:gap-x-4 sm:p-5"
    >
      <span
        aria-hidden
        className={
          done
            ? 'grid size-6 place-items-center rounded-full bg-answer text-on-strong'
            : 'grid size-6 place-items-center rounded-full border border-edge font-semibold text-ink-soft text-xs'
        }
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <h2 id={heading} className="font-semibold leading-6">
        {title}
      </h2>
      {/* Beside the number where there is room, under it where there is none. */}
      <div className="mt-1 grid min-w-0 gap-3 max-sm:col-span-2 sm:col-start-2">
        <p className="text-ink-soft">{why}</p>
        {children}
      </div>
    </section>
  );
}
