/** The contract with the server as TypeScript: the JSON of its crate `wire`, name for name. Holds no behaviour. */

export const PROTOCOL = 1;

export type Uuid = string;
/** Epoch milliseconds of the server's clock. */
export type Millis = number;

export type Problem = {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
};

export type LoginRequest = { readonly email: string; readonly password: string };
export type Role = 'agent' | 'supervisor' | 'admin';
export type Myself = {
  readonly id: Uuid;
  readonly name: string;
  readonly email: string;
  readonly roles: Role[];
  readonly application: string;
};

export type CustomerView = { readonly id: Uuid; readonly name: string; readonly number?: string };
export type MemberName = { readonly id: Uuid; readonly name: string };
export type GroupRef = { readonly id: Uuid; readonly name: string };
export type GroupKind = 'voice' | 'chat';
export type GroupView = {
  readonly id: Uuid;
  readonly name: string;
  readonly kind: GroupKind;
  readonly waiting: number;
  readonly longest_since?: Millis;
};

export type Label = 'available' | 'busy' | 'on-break' | 'in-line' | 'after-call-work' | 'offline';
export type OfflineWhy = 'by-hand' | 'logged-out' | 'connection-lost' | 'unreachable';
export type Choice = 'available' | 'busy' | 'on-break' | 'offline';
export type BreakReasonView = { readonly id?: Uuid; readonly name: string };
export type NextStatus = { readonly to: Choice; readonly break_reason?: BreakReasonView };
export type Acw = { readonly contact: Uuid; readonly since: Millis; readonly until?: Millis };
export type Me = {
  readonly myself: Myself;
  readonly label: Label;
  readonly since: Millis;
  readonly break_reason?: BreakReasonView;
  readonly offline_why?: OfflineWhy;
  readonly next?: NextStatus;
  readonly acw?: Acw;
  readonly audio: boolean;
  readonly sessions_open: number;
  readonly sessions_max: number;
};

export type OfferView = {
  readonly fence: number;
  readonly made: Millis;
  readonly deadline: Millis;
  readonly waited: number;
  readonly may_decline: boolean;
};
export type TalkView = {
  readonly since: Millis;
  readonly muted: boolean;
  readonly hold_since?: Millis;
  readonly silent_since?: Millis;
};
export type CallState =
  | ({ readonly state: 'ringing' } & OfferView)
  | { readonly state: 'connecting' }
  | ({ readonly state: 'talking' } & TalkView);
export type CallView = {
  readonly id: Uuid;
  readonly customer: CustomerView;
  readonly dialled: string;
  readonly group: GroupRef;
  readonly arrived: Millis;
  readonly state: CallState;
};
export type SessionView = {
  readonly id: Uuid;
  readonly customer: CustomerView;
  readonly group: GroupRef;
  readonly channel: string;
  readonly arrived: Millis;
  readonly offer?: OfferView;
  readonly since?: Millis;
  readonly customer_waits_since?: Millis;
  readonly ends_at?: Millis;
};
export type AuthorView =
  | { readonly author: 'customer' }
  | ({ readonly author: 'member' } & MemberName);
export type MessageView = {
  readonly contact: Uuid;
  readonly id: Uuid;
  readonly sequence: number;
  readonly author: AuthorView;
  readonly text: string;
  readonly at: Millis;
};

export type Snapshot = {
  readonly seq: number;
  readonly me: Me;
  readonly calls: CallView[];
  readonly sessions: SessionView[];
  readonly messages: MessageView[];
  readonly groups: GroupView[];
  readonly break_reasons: BreakReasonView[];
};

export type Gone = 'missed' | 'declined' | 'unseen' | 'customer-left' | 'ended' | 'passed-on';
export type ContactGone = { readonly contact: Uuid; readonly why: Gone };
export type Change =
  | ({ readonly change: 'me' } & Me)
  | ({ readonly change: 'call' } & CallView)
  | ({ readonly change: 'session' } & SessionView)
  | ({ readonly change: 'message' } & MessageView)
  | ({ readonly change: 'contact-gone' } & ContactGone)
  | ({ readonly change: 'group' } & GroupView);
export type Changes = { readonly seq: number; readonly changes: Change[] };

export type StatusChoice = { readonly to: Choice; readonly break_reason?: Uuid };
export type OfferRef = { readonly contact: Uuid; readonly fence: number };
export type ContactRef = { readonly contact: Uuid };
export type SendMessage = { readonly contact: Uuid; readonly message: Uuid; readonly text: string };
export type MemberCommand =
  | { readonly command: 'go-online' }
  | ({ readonly command: 'set-status' } & StatusChoice)
  | ({ readonly command: 'reserve-status' } & StatusChoice)
  | { readonly command: 'cancel-reserved-status' }
  | { readonly command: 'back-to-reception' }
  | { readonly command: 'continue-after-call-work' }
  | ({ readonly command: 'accept' } & OfferRef)
  | ({ readonly command: 'decline' } & OfferRef)
  | ({ readonly command: 'hold' } & ContactRef)
  | ({ readonly command: 'cancel-hold' } & ContactRef)
  | ({ readonly command: 'mute' } & ContactRef)
  | ({ readonly command: 'unmute' } & ContactRef)
  | ({ readonly command: 'hang-up' } & ContactRef)
  | ({ readonly command: 'send-message' } & SendMessage)
  | ({ readonly command: 'end-session' } & ContactRef);
export type Answer = {
  readonly cmd_id: Uuid;
  readonly problem?: Problem;
  readonly sequence?: number;
};

export type Sdp = { readonly sdp: string };
export type Hello = { readonly protocol: number; readonly now: Millis; readonly seq: number };
export type MemberFrame =
  | { readonly type: 'open'; readonly protocol: number; readonly resume?: number }
  | ({ readonly type: 'command'; readonly cmd_id: Uuid } & MemberCommand)
  | ({ readonly type: 'offer-seen' } & OfferRef)
  | ({ readonly type: 'phone-offer' } & Sdp)
  | { readonly type: 'audio-lost' }
  | ({ readonly type: 'typing' } & ContactRef);
export type ServerFrame =
  | ({ readonly type: 'hello' } & Hello)
  | ({ readonly type: 'snapshot' } & Snapshot)
  | ({ readonly type: 'changes' } & Changes)
  | ({ readonly type: 'answer' } & Answer)
  | ({ readonly type: 'phone-answer' } & Sdp)
  | ({ readonly type: 'phone-refused' } & Problem)
  | { readonly type: 'phone-lost' }
  | ({ readonly type: 'typing' } & ContactRef)
  | { readonly type: 'resync' }
  | { readonly type: 'logged-out' };

export type RecordRow = {
  readonly id: Uuid;
  readonly kind: GroupKind;
  readonly customer: CustomerView;
  readonly entry: string;
  readonly group?: GroupRef;
  readonly member?: MemberName;
  readonly arrived: Millis;
  readonly answered?: Millis;
  readonly ended?: Millis;
  readonly end_reason?: string;
  readonly waited: number;
  readonly talked: number;
  readonly held: number;
};
export type RecordPage = { readonly records: RecordRow[]; readonly next?: string };
export type TimelineRow = {
  readonly at: Millis;
  readonly what: string;
  readonly member?: MemberName;
};
export type CandidateView = { readonly member: MemberName; readonly verdict: string };
export type DecisionView = {
  readonly at: Millis;
  readonly strategy: string;
  readonly candidates: CandidateView[];
  readonly unlisted: number;
};
export type RecordDetail = {
  readonly record: RecordRow;
  readonly timeline: TimelineRow[];
  readonly messages: MessageView[];
  readonly decisions: DecisionView[];
};
