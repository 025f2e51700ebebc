/** A colleague's status: its shape, its word, and since how long, if that is asked for. */

import type { ColleagueView } from '@rapport/live/wire';
import { StatusShape } from '@rapport/ui/components/status-shape';
import { clockFace } from '@rapport/ui/format/duration';
import { statusText } from '../state/status-text';
import { useTimed } from '../state/timed';

type Props = { readonly colleague: ColleagueView; readonly timed?: boolean };

export function StatusFact({ colleague: { label, break_reason, since }, timed = false }: Props) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusShape label={label} />
      {statusText(label, break_reason)}
      {timed && <Since at={since} />}
    </span>
  );
}

function Since({ at }: { readonly at: number }) {
  const time = useTimed(now => clockFace(now - at));
  return <span className="text-ink-faint">{time}</span>;
}
