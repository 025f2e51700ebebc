/** The files of a message (DK13): a picture in the bubble, everything else by its name. Each is saved, never opened in the page. */

import type { FileView } from '@rapport/live/wire';
import { fileSize } from '@rapport/ui/format/size';

type Props = { readonly files: readonly FileView[]; readonly language: string };

export function MessageFiles({ files, language }: Props) {
  return (
    <ul className="grid gap-1.5">
      {files.map(file => (
        <li key={file.id}>
          <a
            href={`/api/v1/attachments/${file.id}`}
            download={file.name}
            className="inline-block max-w-full text-accent underline underline-offset-2"
          >
            {file.kind.startsWith('image/') && (
              <img
                src={`/api/v1/attachments/${file.id}`}
                alt=""
                width={file.width}
                height={file.height}
                loading="lazy"
                className="mb-1 h-auto max-h-64 w-auto max-w-full rounded-lg"
              />
            )}
            <bdi className="wrap-anywhere">{file.name}</bdi>
            <span className="digits text-ink-faint text-xs"> {fileSize(file.size, language)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
