/** The HTTP operations that the Workspace uses, typed for openapi-fetch. */

import type {
  GroupKind,
  LoginRequest,
  Myself,
  Problem,
  RecordDetail,
  RecordPage,
} from '@rapport/live/wire';

type Json<Body> = { readonly content: { readonly 'application/json': Body } };
type Refused = { readonly content: { readonly 'application/problem+json': Problem } };
type NoParameters = {
  readonly query?: never;
  readonly header?: never;
  readonly path?: never;
  readonly cookie?: never;
};

export type paths = {
  '/api/v1/login': {
    parameters: NoParameters;
    post: {
      parameters: NoParameters;
      requestBody: Json<LoginRequest>;
      responses: { 200: Json<Myself>; 401: Refused; 429: Refused };
    };
  };
  '/api/v1/logout': {
    parameters: NoParameters;
    post: {
      parameters: NoParameters;
      responses: { 204: { readonly content?: never }; 401: Refused; 409: Refused };
    };
  };
  '/api/v1/me': {
    parameters: NoParameters;
    get: { parameters: NoParameters; responses: { 200: Json<Myself>; 401: Refused } };
  };
  '/api/v1/records': {
    parameters: NoParameters;
    get: {
      parameters: { readonly query?: { readonly before?: string; readonly kind?: GroupKind } };
      responses: { 200: Json<RecordPage>; 401: Refused };
    };
  };
  '/api/v1/records/{id}': {
    parameters: NoParameters;
    get: {
      parameters: { readonly path: { readonly id: string } };
      responses: { 200: Json<RecordDetail>; 401: Refused; 404: Refused };
    };
  };
};
