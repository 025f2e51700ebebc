/**
 * The files of a message (DK13): pictures to look at, larger at a press; everything else by its name, kind and size, to be saved and
 * never opened in the page.
 */

import type { FileView } from '@rapport/live/wire';
import { fileSize } from '@rapport/ui/format/size';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, isPicture, pictureOf } from './files/addresses';
import { ending, FileIcon } from './files/file-icon';
import { PictureViewer } from './files/picture-viewer';

type Props = {
  readonly files: readonly FileView[];
  readonly language: string;
  /** Only then the server gives them out. */
  readonly areSent: boolean;
};

export function MessageFiles({ files, language, areSent }: Props) {
  const { t } = useTranslation();
  const [shown, show] = useState<FileView>();
  const pictures = files.filter(isPicture);
  const others = files.filter(file => !isPicture(file));
  return (
    <div className="grid gap-1.5 py-0.5">
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {pictures.map(file => (
            <li key={file.id} className="max-w-full">
              <button
                type="button"
                aria-label={t('files.open', { name: file.name })}
                title={file.name}
                onClick={() => show(file)}
                className="block max-w-full overflow-hidden rounded-lg bg-hover"
              >
                <img
                  src={pictureOf(file)}
                  alt={file.name}
                  width={file.width}
                  height={file.height}
                  loading="lazy"
                  className={
                    pictures.length > 1
                      ? 'size-28 object-cover'
                      : 'h-auto max-h-64 w-auto max-w-full'
                  }
                />
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul className="grid gap-1.5">
          {others.map(file => (
            <li key={file.id}>
              <OneFile file={file} language={language} isSent={areSent} />
            </li>
          ))}
        </ul>
      )}
      {shown && (
        <PictureViewer
          pictures={pictures}
          shown={shown}
          onShow={show}
          onClose={() => show(undefined)}
        />
      )}
    </div>
  );
}

type FileProps = {
  readonly file: FileView;
  readonly language: string;
  readonly isSent: boolean;
};

function OneFile({ file, language, isSent }: FileProps) {
  const { t } = useTranslation();
  const { name, size } = file;
  const inside = (
    <>
      <span
        aria-hidden
        className="grid size-9 shrink-0 place-items-center rounded-md bg-surface text-ink-soft"
      >
        <FileIcon name={name} />
      </span>
      <span className="min-w-0 flex-1">
        <bdi className="wrap-anywhere line-clamp-2 font-medium">{name}</bdi>
        <span className="digits block text-ink-soft text-xs">
          {[ending(name), fileSize(size, language)].filter(Boolean).join(' · ')}
        </span>
      </span>
    </>
  );
  const look = 'flex w-full max-w-full items-center gap-2.5 rounded-lg p-1 pr-2 text-left';
  if (!isSent) return <span className={look}>{inside}</span>;
  return (
    <a
      href={addressOf(file)}
      download={name}
      title={t('files.download', { name })}
      className={`${look} hover:bg-press`}
    >
      {inside}
      <Download aria-hidden className="size-4 shrink-0 text-ink-soft" />
    </a>
  );
}
