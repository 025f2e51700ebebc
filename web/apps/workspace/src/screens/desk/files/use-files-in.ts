/** Files that come into a session's window by hand: dropped on it, or pasted (DK13). */

import { type ClipboardEvent, type DragEvent, useState } from 'react';

type Place = {
  /** Files are held over it. */
  readonly isOver: boolean;
  readonly handlers: {
    onDragEnter(event: DragEvent): void;
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
    onPaste(event: ClipboardEvent): void;
  };
};

/** `take` is absent where nothing can be sent. */
export function useFilesIn(take: ((files: readonly File[]) => void) | undefined): Place {
  const [isOver, setOver] = useState(false);
  const hold = (event: DragEvent) => {
    if (!take || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const handlers = {
    onDragEnter: hold,
    onDragOver: hold,
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      // From one thing inside to the next it does not leave.
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      const files = [...event.dataTransfer.files];
      if (!take || files.length === 0) return;
      event.preventDefault();
      take(files);
    },
    onPaste: (event: ClipboardEvent) => {
      const { files, types } = event.clipboardData;
      // A table's cells come as text and as a picture of it: the text is meant.
      if (!take || files.length === 0 || types.includes('text/plain')) return;
      event.preventDefault();
      take([...files]);
    },
  };
  return { isOver: isOver && take !== undefined, handlers };
}
