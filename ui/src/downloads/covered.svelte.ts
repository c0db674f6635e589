/** What is known of an operation's days, kept fresh while a download brings more of them. */
import { call, commands, failureOf } from '../host';
import type { CoverageShown, Shown } from '../host';

/** The days are read again at most this often while interactions arrive. */
const PAUSE_MS = 1000;

export class Covered {
  coverage = $state.raw<CoverageShown | null>(null);
  failure = $state.raw<Shown | null>(null);

  #isReading = false;
  #wants = false;
  #isOver = false;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly operation: string) {}

  /** Reads the days; while they are read, or were a moment ago, one more time follows. */
  async read(): Promise<void> {
    if (this.#isStopped()) return;
    if (this.#isReading || this.#pause !== undefined) {
      this.#wants = true;
      return;
    }
    this.#isReading = true;
    this.#wants = false;
    try {
      const coverage = await call(commands.coverage(this.operation));
      if (this.#isStopped()) return;
      this.coverage = coverage;
      this.failure = null;
    } catch (thrown) {
      if (!this.#isStopped()) this.failure = failureOf(thrown);
    } finally {
      this.#isReading = false;
      if (!this.#isStopped()) this.#pause = setTimeout(() => void this.#afterPause(), PAUSE_MS);
    }
  }

  /** Asked anew after each wait: it may have changed meanwhile. */
  #isStopped(): boolean {
    return this.#isOver;
  }

  /** Nobody looks any longer. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#pause);
  }

  async #afterPause(): Promise<void> {
    this.#pause = undefined;
    if (this.#wants) await this.read();
  }
}
