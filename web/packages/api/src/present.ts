/**
 * The server leaves absent fields out and never sends `null` (its serializer skips them), but the OpenAPI document
 * cannot say so. `Present` is a generated type without those nulls.
 */

export type Present<T> = T extends null
  ? never
  : T extends (infer Each)[]
    ? Present<Each>[]
    : T extends object
      ? { [Key in keyof T]: Present<T[Key]> }
      : T;
