/**
 * The files of a message (DK13): pictures to look at, larger at a press; everything else by its name, kind and size; a press saves it.
 * They are fetched with the customer's token, which stands in no address.
 *
 * @jsxImportSource preact
 */

import type { FileView } from '@rapport/customer/wire';
import { fileSize } from '@rapport/ui/format/size';
import { useEffect, useState } from 'preact/hooks';
import { language, t } from './language';
import { forgetPicture, ownPicture } from './own-pictures';

export type FetchFile = (id: string) => Promise<Blob | undefined>;

type Props = {
  files: readonly FileView[];
  /** Absent while the server does not give them out yet. */
  file: FetchFile | undefined;
};

export function MessageFiles({ files, file }: Props) {
  return (
    <ul class="files">
      {files.map(one => (
        <li key={one.id}>
          <OneFile one={one} file={file} />
        </li>
      ))}
    </ul>
  );
}

function OneFile({ one, file }: { one: FileView; file: FetchFile | undefined }) {
  const [failed, fail] = useState(false);
  const { name, size } = one;
  const isPicture = one.kind.startsWith('image/');
  const save = async () => {
    const fetched = await file?.(one.id);
    fail(fetched === undefined);
    if (fetched) saveAs(name, fetched);
  };
  return (
    <>
      {isPicture ? (
        <Picture one={one} file={file} onSave={save} />
      ) : (
        <button
          type="button"
          class="file"
          disabled={!file}
          aria-label={t('save-file', { name })}
          title={t('save-file', { name })}
          onClick={save}
        >
          <span class="ending">{name.slice(name.lastIndexOf('.') + 1)}</span>
          <span>
            <bdi>{name}</bdi>
            <small>{fileSize(size, language())}</small>
          </span>
        </button>
      )}
      {failed && <p role="status">{t('file-failed')}</p>}
    </>
  );
}

type PictureProps = { one: FileView; file: FetchFile | undefined; onSave: () => void };

function Picture({ one, file, onSave }: PictureProps) {
  const [source, show] = useState(() => ownPicture(one.id));
  const isThere = file !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever fetches, the file is the same.
  useEffect(() => {
    let made: string | undefined;
    let gone = false;
    void file?.(one.id).then(fetched => {
      if (!fetched || gone) return;
      made = URL.createObjectURL(fetched);
      show(made);
      forgetPicture(one.id);
    });
    return () => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [one.id, isThere]);
  const enlarge = async () => {
    if (source === undefined) return;
    // What is seldom wanted is fetched when it is.
    const { openViewer } = await import('./files/viewer');
    openViewer(one, source, isThere ? onSave : undefined);
  };
  // Its place is kept until it comes, so that nothing jumps.
  return (
    <button
      type="button"
      class="look"
      aria-label={t('open-picture', { name: one.name })}
      onClick={enlarge}
    >
      <img class="picture" src={source} alt={one.name} width={one.width} height={one.height} />
    </button>
  );
}

function saveAs(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
