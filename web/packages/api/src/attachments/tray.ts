/**
 * The files of one message that is not sent yet (DK13): what was chosen, how far each is, and why one is not taken. They go up one
 * after the other; the message waits until all of them are whole.
 */

import type { FileView, Problem } from './depot';
import type { Chip, TrayView } from './tray-view';
import { type Step, upload, type Way } from './upload';

/** As it goes with the message. */
export type Taken = { readonly file: FileView; readonly picture?: string };

type Job = { readonly file: File; readonly stop: AbortController };

export class Tray {
  readonly #way: Way;
  readonly #listeners = new Set<() => void>();
  readonly #jobs = new Map<string, Job>();
  #view: TrayView = { chips: [], leftOut: 0, news: undefined, rules: undefined };
  #made = 0;
  #running = false;

  constructor(way: Way) {
    this.#way = way;
  }

  get view(): TrayView {
    return this.#view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** So that a page can say what may be chosen. */
  async learn(): Promise<void> {
    if (this.#view.rules) return;
    const rules = await this.#way.depot.rules();
    if (rules) this.#show({ rules });
    this.#leaveOut();
  }

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    const added = files.map(file => {
      this.#made += 1;
      const id = `chip-${this.#made}`;
      this.#jobs.set(id, { file, stop: new AbortController() });
      const chip = { id, name: file.name, size: file.size, step: { at: 'waiting' } } as const;
      return isPicture(file) ? { ...chip, picture: URL.createObjectURL(file) } : chip;
    });
    this.#show({ chips: [...this.#view.chips, ...added], leftOut: 0 });
    this.#leaveOut();
    void this.#run();
  }

  /** Files that are whole already, as after a reload of the page. */
  restore(files: readonly FileView[]): void {
    const chips = files.map(file => {
      const { id, name, size } = file;
      return { id, name, size, step: { at: 'whole', file } } as const;
    });
    this.#show({ chips: [...chips, ...this.#view.chips] });
  }

  remove(id: string): void {
    const { picture } = this.#view.chips.find(chip => chip.id === id) ?? {};
    if (picture !== undefined) URL.revokeObjectURL(picture);
    this.#jobs.get(id)?.stop.abort();
    this.#jobs.delete(id);
    this.#show({ chips: this.#view.chips.filter(chip => chip.id !== id), leftOut: 0 });
  }

  retry(id: string): void {
    this.#step(id, { at: 'waiting' });
    void this.#run();
  }

  /** All that is whole, to go with a message; the tray is empty then. */
  take(): readonly Taken[] {
    const { chips } = this.#view;
    const taken = chips.flatMap(({ step, picture }) => {
      if (step.at !== 'whole') return [];
      return [picture === undefined ? { file: step.file } : { file: step.file, picture }];
    });
    for (const { id, step } of chips) if (step.at !== 'whole') this.remove(id);
    this.#jobs.clear();
    this.#show({ chips: [], leftOut: 0, news: undefined });
    return taken;
  }

  /** Nothing of it is wanted any more. */
  drop(): void {
    for (const { id } of this.#view.chips) this.remove(id);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    await this.learn();
    for (let next = this.#next(); next; next = this.#next()) {
      const [id, { file, stop }] = next;
      const problem = this.#refusal(file);
      if (problem) this.#step(id, { at: 'refused', problem });
      else await upload(file, this.#way, stop.signal, step => this.#step(id, step));
    }
    this.#running = false;
  }

  #next(): readonly [string, Job] | undefined {
    const chip = this.#view.chips.find(({ step }) => step.at === 'waiting');
    const job = chip && this.#jobs.get(chip.id);
    return job && [chip.id, job];
  }

  /** What the server would say, said before anything is read. It has the last word all the same. */
  #refusal({ name, size }: File): Problem | undefined {
    const { rules } = this.#view;
    if (!rules) return undefined;
    const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
    if (!rules.endings.includes(ending)) return refused('attachment-kind', 422);
    return size > rules.size_max ? refused('attachment-too-large', 413) : undefined;
  }

  #leaveOut(): void {
    const { chips, rules } = this.#view;
    const surplus = chips.slice(rules?.files_max ?? chips.length);
    for (const { id } of surplus) this.remove(id);
    if (surplus.length > 0) this.#show({ leftOut: surplus.length });
  }

  #step(id: string, step: Step): void {
    const chips = this.#view.chips.map(chip => (chip.id === id ? { ...chip, step } : chip));
    const isNews = step.at === 'whole' || step.at === 'refused' || step.at === 'stalled';
    this.#show({ chips, ...(isNews && { news: id }) });
  }

  #show(part: Partial<TrayView>): void {
    this.#view = { ...this.#view, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** From 0 to 1. */
export function progressOf({ size, step }: Chip): number {
  if (step.at === 'whole') return 1;
  return 'sent' in step && size > 0 ? step.sent / size : 0;
}

/** Drawings of lines can run programs; the server does not take them either. */
function isPicture({ type }: File): boolean {
  return type.startsWith('image/') && !type.includes('svg');
}

function refused(code: string, status: number): Problem {
  return { code, title: '', status };
}
