/** A key combination as it is printed on this machine's keyboard. */

type Props = { readonly keys: readonly string[] };

const APPLE = /Mac|iPhone|iPad/u.test(navigator.platform);
const APPLE_NAMES: Readonly<Record<string, string>> = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

export function Keys({ keys }: Props) {
  return (
    <span className="inline-flex gap-1">
      {keys.map(key => (
        <kbd
          key={key}
          className="min-w-5 rounded-sm border border-line bg-sunken px-1 text-center font-sans text-ink-soft text-xs"
        >
          {(APPLE && APPLE_NAMES[key]) || key}
        </kbd>
      ))}
    </span>
  );
}
