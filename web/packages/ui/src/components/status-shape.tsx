/** The six labels as shapes: they can be told apart without colour (U22). Always stands beside its word. */

import type { ReactNode } from 'react';
import { join } from '../join';

export type StatusLabel =
  | 'available'
  | 'busy'
  | 'on-break'
  | 'in-line'
  | 'after-call-work'
  | 'offline';

type Props = { readonly label: StatusLabel; readonly className?: string };

const SHAPES: Readonly<Record<StatusLabel, ReactNode>> = {
  available: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  busy: <rect x="1.25" y="1.25" width="9.5" height="9.5" rx="1.5" fill="currentColor" />,
  'on-break': (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  'in-line': (
    <path
      fill="currentColor"
      d="M3.4.9c.5-.2 1 0 1.2.5l.7 1.5c.2.5.1 1-.3 1.3l-.7.6c.5 1.1 1.5 2.1 2.6 2.6l.6-.7c.3-.4.9-.5 1.3-.3l1.6.7c.5.2.7.7.5 1.2l-.4 1.4c-.1.5-.6.9-1.1.9C4.9 10.6 1.1 6.7 1.1 2.3c0-.5.4-1 .9-1.1z"
    />
  ),
  'after-call-work': (
    <path
      fill="currentColor"
      d="M8.3 1.2a1.5 1.5 0 0 1 2.1 0l.4.4a1.5 1.5 0 0 1 0 2.1L4.6 9.9l-3.2.9c-.3.1-.6-.2-.5-.5l.9-3.2z"
    />
  ),
  offline: <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

const COLOURS: Readonly<Record<StatusLabel, string>> = {
  available: 'text-available',
  busy: 'text-busy',
  'on-break': 'text-on-break',
  'in-line': 'text-in-line',
  'after-call-work': 'text-after-call-work',
  offline: 'text-offline',
};

export function StatusShape({ label, className }: Props) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 12 12"
      className={join('size-3 shrink-0', COLOURS[label], className)}
    >
      {SHAPES[label]}
    </svg>
  );
}
