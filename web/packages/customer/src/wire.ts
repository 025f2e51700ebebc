/**
 * The customer's contract, by the names of `crates/wire/src/widget.rs`. Generated from the OpenAPI document; below are the
 * frames as `read-frame.ts` hands them on, with every kind that the contract has.
 */

import type { Present } from '@rapport/api/present';
import type { components } from '@rapport/api/schema.gen';

type Schema<Name extends keyof components['schemas']> = Present<components['schemas'][Name]>;

export type CustomerAuthor = Schema<'CustomerAuthor'>;
export type CustomerCall = Schema<'CustomerCall'>;
export type CustomerCallState = Schema<'CustomerCallState'>;
export type CustomerCommand = Schema<'CustomerCommand'>;
export type CustomerEnd = Schema<'CustomerEnd'>;
export type CustomerFrame = Schema<'CustomerFrame'>;
export type CustomerMessage = Schema<'CustomerMessage'>;
export type CustomerRating = Schema<'CustomerRating'>;
export type CustomerSession = Schema<'CustomerSession'>;
export type CustomerSessionState = Schema<'CustomerSessionState'>;
export type FileView = Schema<'FileView'>;
export type Problem = Schema<'Problem'>;
export type RatedSession = Schema<'RatedSession'>;
export type SatisfactionForm = Schema<'SatisfactionForm'>;
export type WidgetConfig = Schema<'WidgetConfig'>;

export type CustomerSnapshot = {
  readonly seq: number;
  readonly session: CustomerSession | undefined;
  readonly messages: readonly CustomerMessage[];
  readonly call: CustomerCall | undefined;
};

type Changed = {
  readonly session: { readonly session: CustomerSession };
  readonly message: { readonly message: CustomerMessage };
  readonly call: { readonly call: CustomerCall };
  readonly rated: { readonly rated: RatedSession };
};

export type CustomerChange = {
  [Kind in Schema<'CustomerChange'>['change']]: { readonly change: Kind } & Changed[Kind];
}[Schema<'CustomerChange'>['change']];

export type CustomerChanges = {
  readonly seq: number;
  readonly changes: readonly CustomerChange[];
};

export type Answer = {
  readonly cmd_id: string;
  readonly problem: Problem | undefined;
};

type Told = {
  readonly hello: { readonly protocol: number; readonly now: number };
  readonly snapshot: { readonly snapshot: CustomerSnapshot };
  readonly changes: { readonly changes: CustomerChanges };
  readonly answer: { readonly answer: Answer };
  readonly 'call-answer': { readonly sdp: string };
  readonly typing: object;
  readonly maintenance: { readonly ends: number };
  readonly resync: object;
  readonly denied: { readonly problem: Problem };
};

export type ServerFrame = {
  [Kind in Schema<'CustomerServerFrame'>['type']]: { readonly type: Kind } & Told[Kind];
}[Schema<'CustomerServerFrame'>['type']];
