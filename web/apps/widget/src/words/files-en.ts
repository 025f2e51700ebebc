/**
 * The words of files in English; fetched with what sends them. What the server refuses has its code.
 */

export const filesEn = {
  list: 'Files of this message',
  remove: 'Remove {name}',
  retry: 'Retry',
  'retry-named': 'Try {name} again',
  progress: 'Upload of {name}',
  preparing: '{size} · preparing',
  stalled: 'No connection. Goes on by itself.',
  whole: '{size} · ready',
  kinds: 'These are taken: {kinds}.',
  'size-max': 'At most {size}.',
  'left-out_one': '{count} file was left out: at most {max} go with one message.',
  'left-out_other': '{count} files were left out: at most {max} go with one message.',
  stuck: 'Remove what cannot be sent, then send the message.',
  'sends-then': 'Sent as soon as the files are there.',
  'not-yet': 'Do not send yet',
  save: 'Save',
  close: 'Close',
  refused: 'The file could not be sent. Try again.',
  'attachment-kind': 'Files of this kind are not taken.',
  'attachment-empty': 'There is nothing in this file.',
  'attachment-too-large': 'The file is too large.',
  'too-many-attachments': 'So many files cannot be sent in so short a time. Try again later.',
  'attachments-full': 'There is no room for files right now. Messages still go.',
  'attachment-damaged': 'The file did not arrive as it was sent. Try again.',
  'attachment-mismatch': 'The file is not what the end of its name says.',
  'attachment-unsafe': 'Files like this can do harm and are not taken.',
  'attachment-unreadable': 'The picture cannot be read.',
  'attachment-too-many-pixels': 'The picture has more than 40 million pixels. Send a smaller one.',
  'attachment-too-many-frames': 'The picture has more than 200 frames. Send a shorter one.',
  'attachment-animated': 'WebP pictures that move are not taken. Send a GIF.',
  'file-unreadable': 'The file cannot be read. It may have been moved, or it is a folder.',
} as const;

export type FilesWord = keyof typeof filesEn;
