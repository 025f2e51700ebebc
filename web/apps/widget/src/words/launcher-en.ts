/**
 * The launcher's words in English.
 */

export const launcherEn = {
  open: 'Chat with us',
  close: 'Minimise chat',
  chat: 'Chat with {name}',
  unread_one: '{count} unread message',
  unread_other: '{count} unread messages',
} as const;

export type LauncherWord = keyof typeof launcherEn;
