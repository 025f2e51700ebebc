/** The window's place: remembered on this computer, moved by pointer, by key, and from corner to corner. */

import { type CSSProperties, type PointerEvent, useRef, useState } from 'react';
import { usePreferences } from '../state/preferences';
import { moved, nextCorner, type Place, type Room } from './place';

type Grip = { readonly from: Place; readonly x: number; readonly y: number; readonly room: Room };

export function usePlace() {
  const box = useRef<HTMLDivElement>(null);
  const kept = usePreferences(({ internalAt }) => internalAt);
  /** While it is dragged. */
  const [dragged, setDragged] = useState<Place>();
  const grip = useRef<Grip>(undefined);
  const end = () => {
    if (grip.current && dragged) keep(dragged);
    grip.current = undefined;
    setDragged(undefined);
  };
  return {
    box,
    style: styleOf(dragged ?? kept),
    move: (x: number, y: number) => {
      if (box.current) keep(moved(kept, { x, y }, roomOf(box.current)));
    },
    turn: () => keep(nextCorner(kept)),
    drag: {
      onPointerDown: (event: PointerEvent) => {
        // Its buttons are pressed, not dragged by.
        if (!box.current || (event.target as Element).closest('button')) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = {
          from: kept,
          x: event.clientX,
          y: event.clientY,
          room: roomOf(box.current),
        };
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        if (!grip.current) return;
        const { from, x, y, room } = grip.current;
        setDragged(moved(from, { x: clientX - x, y: clientY - y }, room));
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}

function keep(internalAt: Place): void {
  usePreferences.setState({ internalAt });
}

/** The style places it in the same area: the browser's window but for these margins, in pixels. */
const MARGINS = { side: 8, above: 60, below: 84 } as const;

function roomOf({ offsetWidth, offsetHeight }: HTMLElement): Room {
  const { side, above, below } = MARGINS;
  return {
    width: innerWidth - offsetWidth - 2 * side,
    height: innerHeight - offsetHeight - above - below,
  };
}

function styleOf({ x, y }: Place): CSSProperties {
  const { side, above, below } = MARGINS;
  const style = {
    '--x': x,
    '--y': y,
    '--side': px(side),
    '--above': px(above),
    '--below': px(below),
  };
  // React's own type knows no properties of one's own.
  return style as CSSProperties;
}

function px(pixels: number): string {
  return `${pixels}px`;
}
