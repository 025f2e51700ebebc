/** One of a few: radio buttons drawn as tiles side by side. */

import { type ReactNode, useId } from 'react';

type Tile<Value extends string> = {
  readonly value: Value;
  readonly content: ReactNode;
  /** Of the content, where it is not the page's. */
  readonly lang?: string;
};

type Props<Value extends string> = {
  readonly legend: string;
  readonly tiles: readonly Tile<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
};

export function Tiles<Value extends string>({ legend, tiles, value, onChange }: Props<Value>) {
  const group = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {tiles.map(tile => (
          <label
            key={tile.value}
            lang={tile.lang}
            className="relative flex min-h-10 min-w-28 cursor-pointer items-center gap-2 rounded-lg border border-edge/60 bg-surface px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent/8 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={group}
              checked={tile.value === value}
              onChange={() => onChange(tile.value)}
              className="size-4 accent-(--accent) outline-none"
            />
            {tile.content}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
