/** A modal box: the browser's own, which traps focus, closes on Escape and gives focus back. */

import { IconButton } from '@rapport/ui/components/icon-button';
import { join } from '@rapport/ui/join';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Has the focus first; the way out otherwise. */
  readonly focus?: RefObject<HTMLElement | null>;
  /** For lists. */
  readonly wide?: boolean;
  readonly children: ReactNode;
};

export function Dialog({ open, onClose, title, focus, wide = false, children }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open) {
      box.current?.showModal();
      focus?.current?.focus();
    } else box.current?.close();
  }, [open, focus]);
  return (
    <dialog
      ref={box}
      onClose={onClose}
      aria-labelledby={heading}
      className={join(
        'm-auto w-full rounded-xl bg-raised p-0 text-ink shadow-high backdrop:bg-shade',
        wide ? 'max-w-xl' : 'max-w-md',
      )}
    >
      {open && (
        <div className="p-5">
          <header className="mb-3 flex items-start gap-3">
            <h2 id={heading} className="flex-1 font-semibold text-lg">
              {title}
            </h2>
            <IconButton
              name={t('shortcuts.close')}
              icon={X}
              onClick={onClose}
              className="-mt-1 -mr-1"
            />
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
