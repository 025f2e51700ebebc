/**
 * A Desk with many sessions: the real server and the real Workspace, and between them, on the live socket, somebody who
 * adds sessions with customers that are not there, and who plays the server for those. Hours of writing by fifty
 * customers are in the picture at once that way.
 */

const CUSTOMER = { author: 'customer' };

const LINES = [
  'Is the Heron back in green?',
  'Let me look. It is, since Monday, in two sizes.',
  'The parcel says https://example.org/parcels/4711 but nobody was here.',
  'I have been waiting for a while now, and the second letter says something else than the first one: who is right?',
  'Thank you!',
  '订单号12345已经退款了吗？',
];

/** @param {number} session @param {number} line */
const uuid = (session, line) =>
  `${String(session).padStart(8, '0')}-0000-7000-8000-${String(line).padStart(12, '0')}`;

export class FullDesk {
  #seq = 0;
  #member;
  #group;
  /** @type {import('playwright-core').WebSocketRoute | undefined} */
  #socket;
  /** How many lines each session has. @type {number[]} */
  #lines;

  /**
   * To be made before the page is opened.
   *
   * @param {import('playwright-core').Page} page
   * @param {{ sessions: number, lines: number }} size
   */
  static async between(page, { sessions, lines }) {
    const desk = new FullDesk(sessions, lines);
    await page.routeWebSocket(/\/api\/v1\/live$/, socket => desk.#stand(socket));
    return desk;
  }

  constructor(sessions, lines) {
    this.#lines = Array.from({ length: sessions }, () => lines);
  }

  /** @param {number} session */
  name(session) {
    return `Customer ${session + 1}`;
  }

  /** The customer writes. @param {number} session */
  writes(session) {
    const line = this.#lines[session] + 1;
    this.#lines[session] = line;
    const at = Date.now();
    const message = { change: 'message', ...this.#message(session, line, at), author: CUSTOMER };
    const view = { change: 'session', ...this.#session(session, at), customer_waits_since: at };
    this.#push([message, view]);
  }

  #stand(socket) {
    this.#socket = socket;
    const server = socket.connectToServer();
    socket.onMessage(text => {
      const frame = JSON.parse(String(text));
      if (!this.#isMine(frame.contact)) server.send(text);
      else if (frame.type === 'command') this.#obey(frame);
    });
    server.onMessage(text => {
      const frame = JSON.parse(String(text));
      this.#seq = Math.max(this.#seq, frame.seq ?? 0);
      socket.send(frame.type === 'snapshot' ? JSON.stringify(this.#fill(frame)) : text);
    });
  }

  #isMine(contact) {
    return contact !== undefined && this.#lines.some((_, session) => uuid(session, 0) === contact);
  }

  /** Only writing is asked of it. */
  #obey({ cmd_id, command, contact, message: id, text }) {
    if (command !== 'send-message') throw new Error(`no answer is known to ${command}`);
    const session = this.#lines.findIndex((_, nth) => uuid(nth, 0) === contact);
    const line = this.#lines[session] + 1;
    this.#lines[session] = line;
    const message = { ...this.#message(session, line, Date.now()), id, text, author: this.#member };
    const view = { change: 'session', ...this.#session(session, Date.now()) };
    this.#push([{ change: 'message', ...message }, view]);
    this.#socket.send(JSON.stringify({ type: 'answer', cmd_id }));
  }

  #push(changes) {
    this.#socket.send(JSON.stringify({ type: 'changes', seq: this.#seq, changes }));
  }

  #fill(snapshot) {
    const { id, name } = snapshot.me.myself;
    this.#member = { author: 'member', id, name };
    this.#group = snapshot.groups.find(({ kind }) => kind === 'chat');
    const now = Date.now();
    const sessions = this.#lines.map((_, session) => this.#session(session, now));
    const messages = this.#lines.flatMap((lines, session) =>
      Array.from({ length: lines }, (_, nth) =>
        this.#message(session, nth + 1, now - (lines - nth) * 60_000),
      ),
    );
    const me = { ...snapshot.me, sessions_open: sessions.length, sessions_max: sessions.length };
    return { ...snapshot, me, sessions, messages };
  }

  #session(session, now) {
    return {
      id: uuid(session, 0),
      customer: { id: uuid(session, 1), name: this.name(session) },
      group: { id: this.#group.id, name: this.#group.name },
      channel: 'Shop',
      arrived: now - 7_200_000,
      // Sorted by this, newest first.
      since: now - 7_000_000 - session * 1000,
    };
  }

  /** One line each, in turn: the newest of them is the agent's. */
  #message(session, line, at) {
    return {
      contact: uuid(session, 0),
      id: uuid(session, line),
      sequence: line,
      author: line % 2 === 0 ? this.#member : CUSTOMER,
      text: `${LINES[line % LINES.length]} (${line})`,
      at,
    };
  }
}
