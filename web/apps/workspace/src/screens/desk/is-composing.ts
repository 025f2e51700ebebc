/** U04: a key that an input method has taken for itself, such as the Enter that ends a composition. */
export function isComposing({ isComposing: composing, keyCode }: KeyboardEvent): boolean {
  return composing || keyCode === IME_KEY;
}

/** What older Safari reports for it. */
const IME_KEY = 229;
