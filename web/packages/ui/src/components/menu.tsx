/** Menus: radix's behaviour in our clothes. Not modal, because a modal one would need inline styles, which the page's policy forbids. */

import { Check, ChevronDown, ChevronRight, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';
import { join } from '../join';
import { useIsNarrow } from '../width';

export const ITEM = join(
  'flex min-h-8 select-none items-center gap-2.5 rounded-md px-2 py-1 outline-none',
  'data-disabled:cursor-default data-highlighted:bg-hover data-disabled:text-ink-faint',
);

export const SHEET =
  'z-50 max-h-[80vh] motion-safe:animate-rise overflow-y-auto rounded-lg bg-raised p-1.5 text-ink shadow-high';

type MenuProps = {
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly trigger: ReactNode;
  readonly side?: 'bottom' | 'right' | 'top';
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
};

export function Menu({
  open,
  onOpenChange,
  trigger,
  side = 'bottom',
  align = 'end',
  children,
}: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const leftByPointer = useRef(false);
  const changed = (nowOpen: boolean) => {
    // At once, not in radix's timer: on a busy machine that one would come after a quick second click, take the focus
    // out of the menu just opened, and so close it.
    if (!nowOpen && !leftByPointer.current) button.current?.focus();
    onOpenChange?.(nowOpen);
  };
  return (
    <DropdownMenu.Root modal={false} {...(open !== undefined && { open })} onOpenChange={changed}>
      <DropdownMenu.Trigger asChild ref={button}>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={() => {
            // It closes within this event.
            leftByPointer.current = true;
            queueMicrotask(() => {
              leftByPointer.current = false;
            });
          }}
          onCloseAutoFocus={event => event.preventDefault()}
          className={join(SHEET, 'w-64')}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ItemProps = {
  readonly onSelect: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
};

export function MenuItem({ onSelect, disabled = false, children }: ItemProps) {
  return (
    <DropdownMenu.Item className={ITEM} disabled={disabled} onSelect={onSelect}>
      {children}
    </DropdownMenu.Item>
  );
}

type ChoiceProps<Value extends string> = {
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
};

export function MenuChoice<Value extends string>({
  value,
  onChange,
  children,
}: ChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup
      value={value ?? ''}
      onValueChange={chosen => onChange(chosen as Value)}
    >
      {children}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuChoiceItem({
  value,
  children,
}: {
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.RadioItem className={ITEM} value={value}>
      {children}
      <DropdownMenu.ItemIndicator className="ml-auto">
        <Check aria-hidden className="size-4 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
}

type SubMenuProps = {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly children: ReactNode;
};

/** A menu in the menu: beside it where there is room, opened by hover, click or the right arrow; else it unfolds in its place. */
export function SubMenu(props: SubMenuProps) {
  return useIsNarrow() ? <Unfolding {...props} /> : <Beside {...props} />;
}

function Beside({ icon: Icon, name, children }: SubMenuProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={join(ITEM, 'data-[state=open]:bg-hover')}>
        <Icon aria-hidden className="size-4 text-ink-faint" />
        {name}
        <ChevronRight aria-hidden className="ml-auto size-4 text-ink-faint" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent
          sideOffset={4}
          collisionPadding={8}
          className={join(SHEET, 'w-48')}
        >
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

function Unfolding({ icon: Icon, name, children }: SubMenuProps) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <DropdownMenu.Item
        aria-expanded={open}
        className={ITEM}
        onSelect={event => {
          // The menu stays.
          event.preventDefault();
          setOpen(!open);
        }}
        onKeyDown={({ key }) => {
          if (key === 'ArrowRight') setOpen(true);
          else if (key === 'ArrowLeft') setOpen(false);
        }}
      >
        <Icon aria-hidden className="size-4 text-ink-faint" />
        {name}
        <Chevron aria-hidden className="ml-auto size-4 text-ink-faint" />
      </DropdownMenu.Item>
      {open && (
        <DropdownMenu.Group aria-label={name} className="mb-1 ml-4 border-line border-l pl-2">
          {children}
        </DropdownMenu.Group>
      )}
    </>
  );
}

export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2 pt-2 pb-1 font-medium text-ink-faint text-xs">
      {children}
    </DropdownMenu.Label>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1.5 my-1.5 h-px bg-line" />;
}
