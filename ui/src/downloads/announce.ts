/** What of a download is said aloud: its start, each quarter, its end; never each step. */
import type { Progress } from '../host';

/** What is worth saying after a progress. */
export type Said = { kind: 'start' } | { kind: 'quarter'; share: number } | null;

/** Tells starts and quarters apart from mere steps, for every operation. */
export class Milestones {
  readonly #quarters = new Map<string, number>();

  /** What is worth saying now. */
  after(progress: Progress): Said {
    const quarter = Math.floor((4 * progress.days_done) / Math.max(1, progress.days));
    const before = this.#quarters.get(progress.operation);
    this.#quarters.set(progress.operation, quarter);
    if (before === undefined) return { kind: 'start' };
    // The last quarter is the end, which is told by itself.
    return quarter > before && quarter < 4 ? { kind: 'quarter', share: quarter / 4 } : null;
  }

  /** The download is over: the next one starts anew. */
  ended(operation: string): void {
    this.#quarters.delete(operation);
  }
}
