/** Short messages at the bottom left. They say what happened and what to do, and leave by themselves. */

import { create } from 'zustand';

export type ToastTone = 'plain' | 'good' | 'bad';
export type Toast = {
  readonly id: string;
  readonly tone: ToastTone;
  readonly text: string;
  /** Given to support: what the server called it. */
  readonly reference?: string | undefined;
};

const AT_ONCE_MAX = 4;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

export function toast(text: string, tone: ToastTone = 'plain', reference?: string): void {
  const { toasts } = useToasts.getState();
  // Said already and still on the screen: saying it twice helps nobody.
  if (toasts.some(other => other.text === text)) return;
  const one = { id: crypto.randomUUID(), tone, text, reference };
  useToasts.setState({ toasts: [...toasts, one].slice(-AT_ONCE_MAX) });
}

export function dismiss(id: string): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter(other => other.id !== id) }));
}
