/**
 * The words of files in Chinese.
 */

import type { FilesWord } from './files-en';

export const filesZhCn: { readonly [word in FilesWord]: string } = {
  list: '本条消息的文件',
  remove: '移除 {name}',
  retry: '重试',
  'retry-named': '重新上传 {name}',
  progress: '{name} 的上传进度',
  preparing: '{size} · 准备中',
  stalled: '没有连接，恢复后自动继续。',
  whole: '{size} · 已就绪',
  kinds: '可以发送：{kinds}。',
  'size-max': '最大 {size}。',
  'left-out_one': '有 {count} 个文件未添加：一条消息最多 {max} 个。',
  'left-out_other': '有 {count} 个文件未添加：一条消息最多 {max} 个。',
  stuck: '请先移除无法发送的文件，再发送消息。',
  'sends-then': '文件上传完成后自动发送。',
  'not-yet': '先不发送',
  save: '保存',
  close: '关闭',
  refused: '文件未能发送，请重试。',
  'attachment-kind': '不支持此类文件。',
  'attachment-empty': '文件是空的。',
  'attachment-too-large': '文件过大。',
  'too-many-attachments': '短时间内发送的文件过多，请稍后再试。',
  'attachments-full': '暂时无法接收文件，文字消息不受影响。',
  'attachment-damaged': '文件在传输中损坏，请重试。',
  'attachment-mismatch': '文件内容与扩展名不符。',
  'attachment-unsafe': '此类文件可能有害，无法发送。',
  'attachment-unreadable': '无法读取此图片。',
  'attachment-too-many-pixels': '图片超过 4000 万像素，请发送较小的图片。',
  'attachment-too-many-frames': '图片超过 200 帧，请发送较短的图片。',
  'attachment-animated': '不支持动态 WebP 图片，请发送 GIF。',
  'file-unreadable': '无法读取此文件：它可能已被移动，或者是一个文件夹。',
};
