/**
 * The files of a message (DK13): a picture in the bubble, everything else by its name; a press saves it. They are fetched with the
 * customer's token, which stands in no address.
 *
 * @jsxImportSource preact
 */

import type { FileView } from '@rapport/customer/wire';
import { useEffect, useState } from 'preact/hooks';
import { t } from './language';

export type FetchFile = (id: string) => Promise<Blob | undefined>;

type Props = { files: readonly FileView[]; file: FetchFile };

export function Files({ files, file }: Props) {
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

function OneFile({ one, file }: { one: FileView; file: FetchFile }) {
  const [failed, fail] = useState(false);
  const save = async () => {
    const fetched = await file(one.id);
    fail(fetched === undefined);
    if (fetched) saveAs(one.name, fetched);
  };
  return (
    <>
      {one.kind.startsWith('image/') && <Picture one={one} file={file} />}
      <button type="button" class="file" onClick={save}>
        <bdi>{one.name}</bdi> <span>{size(one.size)}</span>
      </button>
      {failed && <p role="status">{t('file-failed')}</p>}
    </>
  );
}

function Picture({ one, file }: { one: FileView; file: FetchFile }) {
  const [source, show] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever fetches, the file is the same.
  useEffect(() => {
    let made: string | undefined;
    let gone = false;
    void file(one.id).then(fetched => {
      if (!fetched || gone) return;
      made = URL.createObjectURL(fetched);
      show(made);
    });
    return () => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [one.id]);
  // Its place is kept until it comes, so that nothing jumps.
  return <img class="picture" src={source} alt="" width={one.width} height={one.height} />;
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

function size(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  return kilobytes < 1000 ? inKilobytes.format(kilobytes) : inMegabytes.format(kilobytes / 1000);
}

const inKilobytes = new Intl.NumberFormat(undefined, { style: 'unit', unit: 'kilobyte' });
const inMegabytes = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'megabyte',
  maximumFractionDigits: 1,
});
