/**
 * Reads what the server sent. Total: anything that is not a frame of the contract is `undefined`, never an exception.
 * A change or message of an unknown kind is left out, so that an older page lives with a newer server.
 */

import type {
  Answer,
  CustomerAuthor,
  CustomerCall,
  CustomerCallState,
  CustomerChange,
  CustomerEnd,
  CustomerMessage,
  CustomerRating,
  CustomerSession,
  CustomerSessionState,
  CustomerSnapshot,
  FileView,
  Problem,
  SatisfactionForm,
  ServerFrame,
  WidgetConfig,
} from './wire';

export function readFrame(text: string): ServerFrame | undefined {
  const frame = readJson(text);
  if (frame === undefined) return undefined;
  const { type } = frame;
  switch (type) {
    case 'hello': {
      const { protocol, now } = frame;
      return isCount(protocol) && isCount(now) ? { type: 'hello', protocol, now } : undefined;
    }
    case 'snapshot': {
      const snapshot = readSnapshot(frame);
      return snapshot && { type: 'snapshot', snapshot };
    }
    case 'changes': {
      const { seq, changes } = frame;
      if (!isCount(seq) || !Array.isArray(changes)) return undefined;
      return { type: 'changes', changes: { seq, changes: readAll(changes, readChange) } };
    }
    case 'answer': {
      const answer = readAnswer(frame);
      return answer && { type: 'answer', answer };
    }
    case 'call-answer': {
      const { sdp } = frame;
      return isText(sdp) ? { type: 'call-answer', sdp } : undefined;
    }
    case 'maintenance': {
      const { ends } = frame;
      return isCount(ends) ? { type, ends } : undefined;
    }
    case 'typing':
    case 'resync':
      return { type };
    case 'denied':
      return { type: 'denied', problem: readProblem(frame) ?? UNNAMED };
    default:
      return undefined;
  }
}

export function readWidgetConfig(value: unknown): WidgetConfig | undefined {
  if (!isFields(value)) return undefined;
  const { key, name, welcome, call, identity } = value;
  if (!isText(key) || !isText(name) || !isText(welcome)) return undefined;
  const rule = identity === 'offered' || identity === 'required' ? identity : 'none';
  return { key, name, welcome, call: call === true, identity: rule };
}

/** DK08: what a customer who is asked about a session reads. */
export function readSatisfactionForm(value: unknown): SatisfactionForm | undefined {
  if (!isFields(value)) return undefined;
  const { question, scores, tags, comment, thanks } = value;
  const [asks, ends] = [readBoth(question), readBoth(thanks)];
  if (!asks || !ends || !Array.isArray(scores) || !Array.isArray(tags)) return undefined;
  return {
    question: asks,
    scores: readAll(scores, readBoth),
    tags: readAll(tags, readBoth),
    comment: comment === true,
    thanks: ends,
  };
}

function readBoth(value: unknown): { en: string; zh: string } | undefined {
  if (!isFields(value)) return undefined;
  const { en, zh } = value;
  return isText(en) && isText(zh) ? { en, zh } : undefined;
}

export function readProblem(value: unknown): Problem | undefined {
  if (!isFields(value)) return undefined;
  const { code, title, status, detail } = value;
  if (!isText(code) || !isText(title) || !isCount(status)) return undefined;
  return { code, title, status, ...(isText(detail) && { detail }) };
}

function readAnswer(fields: Fields): Answer | undefined {
  const { cmd_id, problem } = fields;
  if (!isText(cmd_id)) return undefined;
  // A problem that cannot be read is still a refusal.
  const refused = problem !== undefined && problem !== null;
  return { cmd_id, problem: refused ? (readProblem(problem) ?? UNNAMED) : undefined };
}

function readSnapshot(fields: Fields): CustomerSnapshot | undefined {
  const { seq, session, messages, call } = fields;
  if (!isCount(seq) || !Array.isArray(messages)) return undefined;
  return {
    seq,
    session: readSession(session),
    messages: readAll(messages, readMessage),
    call: readCall(call),
  };
}

function readChange(value: unknown): CustomerChange | undefined {
  if (!isFields(value)) return undefined;
  const { change } = value;
  switch (change) {
    case 'session': {
      const session = readSession(value);
      return session && { change, session };
    }
    case 'message': {
      const message = readMessage(value);
      return message && { change, message };
    }
    case 'call': {
      const call = readCall(value);
      return call && { change, call };
    }
    case 'rated': {
      const { session, rating: fields } = value;
      const rating = readRating(fields);
      return isText(session) && rating ? { change, rated: { session, rating } } : undefined;
    }
    default:
      return undefined;
  }
}

function readSession(value: unknown): CustomerSession | undefined {
  if (!isFields(value)) return undefined;
  const { id, state: stateFields, rating: ratingFields } = value;
  const state = readSessionState(stateFields);
  const rating = readRating(ratingFields);
  return isText(id) && state ? { id, state, ...(rating && { rating }) } : undefined;
}

function readRating(value: unknown): CustomerRating | undefined {
  if (!isFields(value)) return undefined;
  const { scale, until, score } = value;
  if (!isCount(scale) || !isCount(until)) return undefined;
  return { scale, until, ...(isCount(score) && { score }) };
}

function readSessionState(value: unknown): CustomerSessionState | undefined {
  if (!isFields(value)) return undefined;
  const { state, place, again, agent, ends_at, why } = value;
  if (state === 'waiting' && isCount(place))
    return again === true ? { state, place, again } : { state, place };
  if (state === 'open' && isText(agent))
    return isCount(ends_at) ? { state, agent, ends_at } : { state, agent };
  if (state === 'ended' && isText(why))
    return { state, why: ENDS.find(end => end === why) ?? 'fault' };
  return undefined;
}

function readMessage(value: unknown): CustomerMessage | undefined {
  if (!isFields(value)) return undefined;
  const { id, sequence, text, at, files, author: authorFields } = value;
  const author = readAuthor(authorFields);
  if (!isText(id) || !isCount(sequence) || !isText(text) || !isCount(at) || !author)
    return undefined;
  const message = { id, sequence, author, text, at };
  return Array.isArray(files) ? { ...message, files: readAll(files, readFile) } : message;
}

export function readFile(value: unknown): FileView | undefined {
  if (!isFields(value)) return undefined;
  const { id, name, kind, size, width, height } = value;
  if (!isText(id) || !isText(name) || !isText(kind) || !isCount(size)) return undefined;
  const file = { id, name, kind, size };
  return isCount(width) && isCount(height) ? { ...file, width, height } : file;
}

function readAuthor(value: unknown): CustomerAuthor | undefined {
  if (!isFields(value)) return undefined;
  const { author, name } = value;
  if (author === 'you') return { author };
  return author === 'agent' && isText(name) ? { author, name } : undefined;
}

function readCall(value: unknown): CustomerCall | undefined {
  if (!isFields(value)) return undefined;
  const { id, state: stateName } = value;
  const state = CALL_STATES.find(known => known === stateName);
  return isText(id) && state ? { id, state } : undefined;
}

type Fields = { readonly [name: string]: unknown };

const ENDS: readonly CustomerEnd[] = ['by-you', 'by-agent', 'timeout', 'nobody-free', 'fault'];
const CALL_STATES: readonly CustomerCallState[] = [
  'greeting',
  'waiting',
  'talking',
  'on-hold',
  'in-flow',
  'ended',
];
const UNNAMED: Problem = { code: 'unknown', title: '', status: 500 };

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function readAll<T>(values: readonly unknown[], read: (value: unknown) => T | undefined): T[] {
  return values.map(read).filter(value => value !== undefined);
}

function readJson(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
