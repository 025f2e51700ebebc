/**
 * Where the window floats: how far along the free room it stands, 0 to 1 from the left and from the top. So it stays in sight
 * and in its corner when the browser's window changes. Pure.
 */

export type Place = { readonly x: number; readonly y: number };

/** The free room in pixels: what is left of the area beside the window itself. */
export type Room = { readonly width: number; readonly height: number };

/** Below the picture in the top bar that opens it. */
export const FIRST_PLACE: Place = { x: 1, y: 0 };

/** `by` pixels further; not out of the area. */
export function moved({ x, y }: Place, by: { x: number; y: number }, room: Room): Place {
  return { x: along(x, by.x, room.width), y: along(y, by.y, room.height) };
}

/** Clockwise, from the corner it is nearest to. */
export function nextCorner({ x, y }: Place): Place {
  if (y < 0.5) return x < 0.5 ? { x: 1, y: 0 } : { x: 1, y: 1 };
  return x < 0.5 ? { x: 0, y: 0 } : { x: 0, y: 1 };
}

function along(at: number, by: number, free: number): number {
  return free > 0 ? Math.min(1, Math.max(0, at + by / free)) : at;
}
