/**
 * A ring that empties towards a deadline of the server. The arc runs as a CSS animation, so it is smooth and costs
 * no rendering; the digits are the caller's, once a second.
 */

import type { ReactNode } from 'react';
import { useState } from 'react';
import { join } from '../join';

type Props = {
  /** Both ends on the server's clock. */
  readonly from: number;
  readonly until: number;
  readonly now: number;
  readonly size?: number;
  readonly className?: string;
  readonly children?: ReactNode;
};

export function CountdownRing({ size = 40, className, children, ...span }: Props) {
  const { from, until } = span;
  return (
    <span
      className={join('relative inline-grid shrink-0 place-items-center', className)}
      style={{ width: size, height: size }}
    >
      <svg aria-hidden="true" viewBox="0 0 40 40" className="absolute inset-0 -rotate-90">
        <circle
          cx="20"
          cy="20"
          r="17.5"
          fill="none"
          strokeWidth="3"
          className="stroke-current opacity-20"
        />
        <Arc key={`${from}-${until}`} {...span} />
      </svg>
      <span className="digits relative font-semibold text-sm leading-none">{children}</span>
    </span>
  );
}

/** Mounted once per span, so that a re-render does not start it again. */
function Arc({
  from,
  until,
  now,
}: {
  readonly from: number;
  readonly until: number;
  readonly now: number;
}) {
  const [start] = useState(() => {
    const whole = Math.max(1, until - from);
    return { gone: Math.min(1, Math.max(0, (now - from) / whole)), left: Math.max(0, until - now) };
  });
  return (
    <circle
      cx="20"
      cy="20"
      r="17.5"
      fill="none"
      strokeWidth="3"
      strokeLinecap="round"
      pathLength={1}
      strokeDasharray="1"
      strokeDashoffset={start.gone}
      className="animate-drain stroke-current"
      style={{ animationDuration: `${start.left}ms` }}
    />
  );
}
