/**
 * One numbered step.
 *
 * @jsxImportSource preact
 */

import type { ComponentChildren } from 'preact';

type Props = { number: number; title: string; how?: string; children: ComponentChildren };

export function Step({ number, title, how, children }: Props) {
  return (
    <li class="step">
      <span class="number" aria-hidden="true">
        {number}
      </span>
      <div class="step-words">
        <h2>{title}</h2>
        {how && <p>{how}</p>}
        {children}
      </div>
    </li>
  );
}
