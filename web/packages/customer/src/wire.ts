/**
 * The customer's contract as types: the JSON of `crates/wire/src/widget.rs`, name for name. No behaviour.
 */

export const PROTOCOL = 1;

export type Problem = {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
};

export type WidgetConfig = {
  readonly key: string;
  readonly name: string;
  readonly welcome: string;
  /** Whether the page may offer a call. */
  readonly call: boolean;
};

export type CustomerCommand =
  | {
      readonly command: 'start';
      readonly contact: string;
      readonly message: string;
      readonly text: string;
    }
  | { readonly command: 'say'; readonly message: string; readonly text: string }
  | { readonly command: 'end' }
  | { readonly command: 'dial'; readonly sdp: string }
  | { readonly command: 'hang-up' };

export type CustomerFrame =
  | {
      readonly type: 'open';
      readonly protocol: number;
      readonly key: string;
      readonly token: string;
    }
  | ({ readonly type: 'command'; readonly cmd_id: string } & CustomerCommand)
  | { readonly type: 'typing' };

export type CustomerEnd = 'by-you' | 'by-agent' | 'timeout' | 'nobody-free' | 'fault';

export type CustomerSessionState =
  | { readonly state: 'waiting'; readonly place: number }
  | { readonly state: 'open'; readonly agent: string }
  | { readonly state: 'ended'; readonly why: CustomerEnd };

export type CustomerSession = { readonly id: string; readonly state: CustomerSessionState };

export type CustomerAuthor =
  | { readonly author: 'you' }
  | { readonly author: 'agent'; readonly name: string };

export type CustomerMessage = {
  readonly id: string;
  readonly sequence: number;
  readonly author: CustomerAuthor;
  readonly text: string;
  readonly at: number;
};

export type CustomerCallState = 'greeting' | 'waiting' | 'talking' | 'on-hold' | 'ended';

export type CustomerCall = { readonly id: string; readonly state: CustomerCallState };

export type CustomerSnapshot = {
  readonly seq: number;
  readonly session: CustomerSession | undefined;
  readonly messages: readonly CustomerMessage[];
  readonly call: CustomerCall | undefined;
};

export type CustomerChange =
  | { readonly change: 'session'; readonly session: CustomerSession }
  | { readonly change: 'message'; readonly message: CustomerMessage }
  | { readonly change: 'call'; readonly call: CustomerCall };

export type CustomerChanges = {
  readonly seq: number;
  readonly changes: readonly CustomerChange[];
};

export type Answer = {
  readonly cmd_id: string;
  readonly problem: Problem | undefined;
};

export type ServerFrame =
  | { readonly type: 'hello'; readonly protocol: number; readonly now: number }
  | { readonly type: 'snapshot'; readonly snapshot: CustomerSnapshot }
  | { readonly type: 'changes'; readonly changes: CustomerChanges }
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'call-answer'; readonly sdp: string }
  | { readonly type: 'typing' }
  | { readonly type: 'maintenance'; readonly ends: number }
  | { readonly type: 'resync' }
  | { readonly type: 'denied'; readonly problem: Problem };
