/** What a colleague has written to whoever has the call next (VC15): on the offer whole, in the call behind its name. */

import type { NoteView } from '@rapport/live/wire';
import { StickyNote } from 'lucide-react';
import { useTranslation } from 'react-i18next';

type Props = { readonly note: NoteView | undefined };

export function NoteText({ note }: Props) {
  const { t } = useTranslation();
  if (!note) return null;
  return (
    <section aria-label={t('call.note-from', { name: note.by.name })} className="mt-2">
      <Words note={note} />
    </section>
  );
}

/** A summary that opens over the bar, so that nothing in it moves. */
export function NoteSign({ note }: Props) {
  const { t } = useTranslation();
  if (!note) return null;
  return (
    <details
      className="calm-ground relative text-sm"
      onKeyDown={event => {
        if (event.key !== 'Escape' || !event.currentTarget.open) return;
        event.currentTarget.open = false;
        event.stopPropagation();
      }}
    >
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md font-medium text-ink-soft hover:text-ink">
        <StickyNote aria-hidden className="size-4 shrink-0" />
        <span className="max-w-48 truncate">{t('call.note-from', { name: note.by.name })}</span>
      </summary>
      <div className="absolute bottom-full left-0 z-20 mb-3 w-80 max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-raised p-3 text-ink shadow-high">
        <Words note={note} />
      </div>
    </details>
  );
}

function Words({ note: { by, text } }: { readonly note: NoteView }) {
  return (
    <>
      <p className="flex items-center gap-1.5 font-medium text-sm">
        <StickyNote aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <bdi className="truncate">{by.name}</bdi>
      </p>
      <p
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
        tabIndex={0}
        className="mt-1 max-h-40 overflow-y-auto whitespace-pre-wrap break-words"
        dir="auto"
      >
        {text}
      </p>
    </>
  );
}
