/**
 * The downloads that run, and how the last one of each operation ended. There is one for the whole page and it listens
 * once: a download goes on, and is seen, whatever section is open.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { call, commands, events, failureOf } from '../host';
import type { Again, Ended, FailedWindow, Progress, Shown, Span } from '../host';

/** A download that runs. */
export interface Running {
  readonly progress: Progress;
  /** When the progress came, in milliseconds of the page's clock: waiting seconds are counted from here. */
  readonly at: number;
}

/** A download that is over. */
export interface Ending {
  readonly ended: Ended;
  /** The windows that did not come, as the last progress named them. */
  readonly failed: readonly FailedWindow[];
  /** What of the stored days it asked for again: trying again means the same. */
  readonly again: Again;
}

/** What the jobs tell of: for what is said aloud. */
export type Told = { kind: 'progress'; progress: Progress } | { kind: 'ended'; ended: Ended };

export class Jobs {
  readonly #running = new SvelteMap<string, Running>();
  readonly #ended = new SvelteMap<string, Ending>();
  readonly #failures = new SvelteMap<string, Shown>();
  readonly #starting = new SvelteSet<string>();
  readonly #cancelling = new SvelteSet<string>();
  /** What was asked for last, of each operation. */
  readonly #wanted = new SvelteMap<string, Again>();
  /** Operations whose end was heard since it was last asked what runs. */
  readonly #over = new SvelteSet<string>();
  #tell: (told: Told) => void = () => undefined;

  /** Listens until the answer is called. `tell` hears of every progress and end. */
  async listen(tell: (told: Told) => void = () => undefined): Promise<() => void> {
    this.#tell = tell;
    const stops = await Promise.all([
      events.downloadProgress.listen(({ payload }) => {
        this.#progressed(payload);
      }),
      events.downloadEnded.listen(({ payload }) => {
        this.#end(payload);
      }),
    ]);
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Learns what runs already: the page may be newer than a download. */
  async learn(): Promise<void> {
    this.#over.clear();
    for (const progress of await call(commands.downloads())) {
      const { operation } = progress;
      // What was heard meanwhile is newer than the answer: an end too, or the download would run here for ever.
      if (!this.#running.has(operation) && !this.#over.has(operation)) this.#progressed(progress);
    }
  }

  /** The download of an operation, while it runs. */
  of(operation: string): Running | null {
    return this.#running.get(operation) ?? null;
  }

  /** How the last download of an operation ended, until the next one or until it was read. */
  endOf(operation: string): Ending | null {
    return this.#ended.get(operation) ?? null;
  }

  /** Why a download could not even be started. */
  failureOf(operation: string): Shown | null {
    return this.#failures.get(operation) ?? null;
  }

  /** A download was asked for, and has not told of itself yet, or runs: another one must wait. */
  isBusy(operation: string): boolean {
    return this.#running.has(operation) || this.#starting.has(operation);
  }

  /** Cancelling was asked for; what is on its way is still stored. */
  isCancelling(operation: string): boolean {
    return this.#cancelling.has(operation);
  }

  /** Every download that runs. */
  get all(): Progress[] {
    return [...this.#running.values()].map((running) => running.progress);
  }

  /** Starts a download of a span; `again` says what of the days that are there is asked for once more. */
  async start(operation: string, span: Span, again: Again): Promise<void> {
    if (this.isBusy(operation)) return;
    this.dismiss(operation);
    this.#starting.add(operation);
    this.#wanted.set(operation, again);
    try {
      await call(commands.startDownload(operation, span, again));
    } catch (thrown) {
      this.#starting.delete(operation);
      this.#failures.set(operation, failureOf(thrown));
    }
  }

  /** Ends a download; what has arrived stays. */
  async cancel(operation: string): Promise<void> {
    if (!this.#running.has(operation) || this.#cancelling.has(operation)) return;
    this.#cancelling.add(operation);
    try {
      await call(commands.cancelDownload(operation));
    } catch (thrown) {
      this.#cancelling.delete(operation);
      this.#failures.set(operation, failureOf(thrown));
    }
  }

  /** The end, or the failure, of an operation's last download was read. */
  dismiss(operation: string): void {
    this.#ended.delete(operation);
    this.#failures.delete(operation);
  }

  #progressed(progress: Progress): void {
    this.#starting.delete(progress.operation);
    this.#ended.delete(progress.operation);
    this.#running.set(progress.operation, { progress, at: performance.now() });
    this.#tell({ kind: 'progress', progress });
  }

  #end(ended: Ended): void {
    this.#starting.delete(ended.operation);
    this.#over.add(ended.operation);
    const failed = this.#running.get(ended.operation)?.progress.failed ?? [];
    this.#running.delete(ended.operation);
    this.#cancelling.delete(ended.operation);
    const again = this.#wanted.get(ended.operation) ?? 'needed';
    this.#wanted.delete(ended.operation);
    this.#ended.set(ended.operation, { ended, failed, again });
    this.#tell({ kind: 'ended', ended });
  }
}

/** The downloads of the page; there is one page. */
export const jobs = new Jobs();
