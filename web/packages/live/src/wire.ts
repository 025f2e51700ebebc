/** The contract with the server, by the names of its crate `wire`. Generated from the OpenAPI document; nothing is written twice. */

import type { Present } from '@rapport/api/present';
import type { components } from '@rapport/api/schema.gen';

export const PROTOCOL = 1;

export type Uuid = string;

type Schema<Name extends keyof components['schemas']> = Present<components['schemas'][Name]>;

export type Acw = Schema<'Acw'>;
export type Answer = Schema<'Answer'>;
export type AuthorView = Schema<'AuthorView'>;
export type BreakReasonView = Schema<'BreakReasonView'>;
export type CallState = Schema<'CallState'>;
export type CallView = Schema<'CallView'>;
export type CandidateView = Schema<'CandidateView'>;
export type Change = Schema<'Change'>;
export type ChangePassword = Schema<'ChangePassword'>;
export type Changes = Schema<'Changes'>;
export type Choice = Schema<'Choice'>;
export type ContactGone = Schema<'ContactGone'>;
export type ContactRef = Schema<'ContactRef'>;
export type CustomerView = Schema<'CustomerView'>;
export type DecisionView = Schema<'DecisionView'>;
export type Gone = Schema<'Gone'>;
export type GroupKind = Schema<'GroupKind'>;
export type GroupRef = Schema<'GroupRef'>;
export type GroupView = Schema<'GroupView'>;
export type Hello = Schema<'Hello'>;
export type Label = Schema<'Label'>;
export type LinkTarget = Schema<'LinkTarget'>;
export type LoginRequest = Schema<'LoginRequest'>;
export type LoginView = Schema<'LoginView'>;
export type Me = Schema<'Me'>;
export type MemberCommand = Schema<'MemberCommand'>;
export type MemberFrame = Schema<'MemberFrame'>;
export type MemberName = Schema<'MemberName'>;
export type MessageView = Schema<'MessageView'>;
export type MyApplication = Schema<'MyApplication'>;
export type MyLogin = Schema<'MyLogin'>;
export type Myself = Schema<'Myself'>;
export type NextStatus = Schema<'NextStatus'>;
export type OfferRef = Schema<'OfferRef'>;
export type OfferView = Schema<'OfferView'>;
export type OfflineWhy = Schema<'OfflineWhy'>;
export type OutboxMail = Schema<'OutboxMail'>;
export type PasswordChosen = Schema<'PasswordChosen'>;
export type PasswordRule = Schema<'PasswordRule'>;
export type PasswordVerdict = Schema<'PasswordVerdict'>;
export type Problem = Schema<'Problem'>;
export type RecordDetail = Schema<'RecordDetail'>;
export type RecordPage = Schema<'RecordPage'>;
export type RecordRow = Schema<'RecordRow'>;
export type ResetPassword = Schema<'ResetPassword'>;
export type Role = Schema<'Role'>;
export type Sdp = Schema<'Sdp'>;
export type SendMessage = Schema<'SendMessage'>;
export type ServerFrame = Schema<'ServerFrame'>;
export type SessionView = Schema<'SessionView'>;
export type SetUp = Schema<'SetUp'>;
export type Snapshot = Schema<'Snapshot'>;
export type StatusChoice = Schema<'StatusChoice'>;
export type TalkView = Schema<'TalkView'>;
export type TimelineRow = Schema<'TimelineRow'>;
export type TotpEnd = Schema<'TotpEnd'>;
export type TotpSecret = Schema<'TotpSecret'>;
export type TotpView = Schema<'TotpView'>;
