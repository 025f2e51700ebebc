/** Where the files of messages are. */

import type { FileView } from '@rapport/live/wire';
import { ownPicture } from '../../../state/own-pictures';

export function addressOf({ id }: FileView): string {
  return `/api/v1/attachments/${id}`;
}

/** To look at: what this page has sent itself is here before the server has it in a message. */
export function pictureOf(file: FileView): string {
  return ownPicture(file.id) ?? addressOf(file);
}

export function isPicture({ kind }: FileView): boolean {
  return kind.startsWith('image/');
}
