/**
 * The server's side of files that are sent (DK13), the same for members and customers: announced, taken in parts, whole. What comes
 * back is read, never believed to be well-formed.
 */

import type { Present } from '../present';
import type { components } from '../schema.gen';

type Schema<Name extends keyof components['schemas']> = Present<components['schemas'][Name]>;

export type AttachmentRules = Schema<'AttachmentRules'>;
export type AttachmentUpload = Schema<'AttachmentUpload'>;
export type FileView = Schema<'FileView'>;
export type NewAttachment = Schema<'NewAttachment'>;
export type Problem = Schema<'Problem'>;

export type Reply =
  | { readonly reply: 'told'; readonly upload: AttachmentUpload }
  | { readonly reply: 'refused'; readonly problem: Problem }
  /** Nobody knows what became of it. */
  | { readonly reply: 'unreachable' };

export type Depot = {
  /** What may be sent; undefined if that cannot be had now. */
  rules(): Promise<AttachmentRules | undefined>;
  announce(file: NewAttachment, signal: AbortSignal): Promise<Reply>;
  /** Where the next part begins. */
  state(id: string, signal: AbortSignal): Promise<Reply>;
  put(id: string, offset: number, part: ArrayBuffer, signal: AbortSignal): Promise<Reply>;
};

/** Who sends: by the cookie that the browser has, or by headers and nothing else. */
export type Sender = 'cookie' | (() => Promise<Readonly<Record<string, string>>>);

/** `address` is where files are announced. */
export function httpDepot(address: string, sender: Sender): Depot {
  const credentials = sender === 'cookie' ? 'same-origin' : 'omit';
  const ask = async (path: string, init: RequestInit, signal: AbortSignal): Promise<Reply> => {
    const limited = withLimit(signal);
    try {
      const proof = sender === 'cookie' ? {} : await sender();
      const headers = { ...proof, ...init.headers, 'X-Rapport-CSRF': '1' };
      const whole = { ...init, headers, credentials, signal: limited.signal } as const;
      const response = await fetch(address + path, whole);
      return read(response.ok, response.status, await response.json().catch(() => undefined));
    } catch {
      return { reply: 'unreachable' };
    } finally {
      limited.end();
    }
  };
  const uploadOf = (id: string) => `/${encodeURIComponent(id)}/upload`;
  return {
    rules: async () => {
      try {
        const response = await fetch(address, { credentials });
        return response.ok ? readRules(await response.json()) : undefined;
      } catch {
        return undefined;
      }
    },
    announce: (file, signal) => {
      const headers = { 'Content-Type': 'application/json' };
      return ask('', { method: 'POST', headers, body: JSON.stringify(file) }, signal);
    },
    state: (id, signal) => ask(uploadOf(id), {}, signal),
    put: (id, offset, body, signal) => {
      const headers = { 'Content-Type': 'application/octet-stream' };
      return ask(`${uploadOf(id)}?offset=${offset}`, { method: 'PUT', headers, body }, signal);
    },
  };
}

/** Over when `signal` says so, or when a reply takes longer than a connection that is there. */
function withLimit(signal: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const limit = new AbortController();
  const stop = () => limit.abort();
  const timer = setTimeout(stop, REPLY_MS_MAX);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  };
  return { signal: limit.signal, end };
}

function read(ok: boolean, status: number, body: unknown): Reply {
  const fields = isFields(body) ? body : {};
  const { code, title, detail } = fields;
  if (ok) {
    const upload = readUpload(fields);
    return upload ? { reply: 'told', upload } : { reply: 'unreachable' };
  }
  if (!isText(code)) {
    // What stands between here and the server has answered for it.
    if (status >= 500) return { reply: 'unreachable' };
    return { reply: 'refused', problem: { code: 'unknown', title: `HTTP ${status}`, status } };
  }
  const problem = { code, title: isText(title) ? title : '', status };
  return { reply: 'refused', problem: isText(detail) ? { ...problem, detail } : problem };
}

function readUpload({ id, offset, size, file }: Fields): AttachmentUpload | undefined {
  if (!isText(id) || !isCount(offset) || !isCount(size)) return undefined;
  const whole = readFile(file);
  return { id, offset, size, ...(whole && { file: whole }) };
}

export function readFile(value: unknown): FileView | undefined {
  if (!isFields(value)) return undefined;
  const { id, name, kind, size, width, height } = value;
  if (!isText(id) || !isText(name) || !isText(kind) || !isCount(size)) return undefined;
  const file = { id, name, kind, size };
  return isCount(width) && isCount(height) ? { ...file, width, height } : file;
}

function readRules(value: unknown): AttachmentRules | undefined {
  if (!isFields(value)) return undefined;
  const { size_max, files_max, endings } = value;
  if (!isCount(size_max) || !isCount(files_max) || !Array.isArray(endings)) return undefined;
  return { size_max, files_max, endings: endings.filter(isText) };
}

type Fields = { readonly [name: string]: unknown };

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A part that takes longer has no connection any more. The server gives up a silent one sooner. */
const REPLY_MS_MAX = 60_000;
