/**
 * The launcher's words in Chinese.
 */

import type { LauncherWord } from './launcher-en';

export const launcherZhCn: { readonly [word in LauncherWord]: string } = {
  open: '在线咨询',
  close: '收起对话',
  chat: '与{name}对话',
  unread_one: '{count} 条未读消息',
  unread_other: '{count} 条未读消息',
};
