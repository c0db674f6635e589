/** The downloads that were, newest first, kept fresh as they end. */
import { call, commands, failureOf } from '../host';
import type { RunShown, Shown } from '../host';

export class Runs {
  list = $state.raw<RunShown[] | null>(null);
  failure = $state.raw<Shown | null>(null);

  #asked = 0;

  constructor(readonly operation: string) {}

  /** Reads them anew; an answer that a later one has overtaken is dropped. */
  async read(): Promise<void> {
    const turn = ++this.#asked;
    try {
      const list = await call(commands.runs(this.operation));
      if (turn !== this.#asked) return;
      this.list = list;
      this.failure = null;
    } catch (thrown) {
      if (turn === this.#asked) this.failure = failureOf(thrown);
    }
  }
}
