/** What kind of file it is, by the end of its name, as a picture. */

import {
  File,
  FileImage,
  FileMusic,
  FileSpreadsheet,
  FileText,
  FileVideoCamera,
  type LucideIcon,
} from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  pdf: FileText,
  txt: FileText,
  docx: FileText,
  csv: FileSpreadsheet,
  xlsx: FileSpreadsheet,
  mp3: FileMusic,
  m4a: FileMusic,
  wav: FileMusic,
  mp4: FileVideoCamera,
  jpg: FileImage,
  jpeg: FileImage,
  png: FileImage,
  gif: FileImage,
  webp: FileImage,
};

export function FileIcon({ name }: { readonly name: string }) {
  const Icon = ICONS[ending(name).toLowerCase()] ?? File;
  return <Icon aria-hidden className="size-5" />;
}

/** As people name a kind of file: `PDF`. The server has seen to it that it is what is in it. */
export function ending(name: string): string {
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toUpperCase() : '';
}
