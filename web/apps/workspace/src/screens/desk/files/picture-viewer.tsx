/** A picture of the transcript, as large as the window (W20): the browser's own modal box, so that Escape closes it. */

import type { FileView } from '@rapport/live/wire';
import { IconButton } from '@rapport/ui/components/icon-button';
import { fileSize } from '@rapport/ui/format/size';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, pictureOf } from './addresses';

type Props = {
  readonly pictures: readonly FileView[];
  readonly shown: FileView;
  readonly onShow: (picture: FileView) => void;
  readonly onClose: () => void;
};

export function PictureViewer({ pictures, shown, onShow, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  const at = pictures.findIndex(({ id }) => id === shown.id);
  useEffect(() => box.current?.showModal(), []);
  const step = (by: number) => {
    const next = pictures[at + by];
    if (next) onShow(next);
  };
  return (
    <dialog
      ref={box}
      aria-label={shown.name}
      onClose={onClose}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') step(-1);
        if (key === 'ArrowRight') step(1);
      }}
      // Beside the picture is out of it.
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
      className="m-auto max-h-dvh max-w-[100vw] bg-transparent p-2 backdrop:bg-black/80 sm:p-6"
    >
      <div className="grid overflow-hidden rounded-xl bg-raised text-ink shadow-high">
        <img
          src={pictureOf(shown)}
          alt={shown.name}
          width={shown.width}
          height={shown.height}
          className="mx-auto h-auto max-h-[calc(100dvh-8rem)] w-auto max-w-full bg-sunken object-contain"
        />
        <div className="flex min-h-12 items-center gap-1 py-1.5 pr-1.5 pl-4">
          <p className="min-w-0 flex-1 truncate">
            <bdi className="font-medium">{shown.name}</bdi>
            <span className="digits ml-2 text-ink-faint text-sm">
              {fileSize(shown.size, i18n.language)}
            </span>
          </p>
          {pictures.length > 1 && (
            <>
              <IconButton
                name={t('files.previous')}
                icon={ChevronLeft}
                disabled={at === 0}
                onClick={() => step(-1)}
              />
              <span className="digits text-ink-faint text-sm">
                {at + 1} / {pictures.length}
              </span>
              <IconButton
                name={t('files.next')}
                icon={ChevronRight}
                disabled={at === pictures.length - 1}
                onClick={() => step(1)}
              />
            </>
          )}
          <a
            href={addressOf(shown)}
            download={shown.name}
            title={t('files.download', { name: shown.name })}
            aria-label={t('files.download', { name: shown.name })}
            className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-hover hover:text-ink"
          >
            <Download aria-hidden className="size-4" />
          </a>
          <IconButton name={t('shortcuts.close')} icon={X} onClick={() => box.current?.close()} />
        </div>
      </div>
    </dialog>
  );
}
