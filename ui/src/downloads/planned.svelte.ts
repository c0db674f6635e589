/** The period that is to be downloaded and what it will cost, before anything is asked for. */
import { call, commands, failureOf } from '../host';
import type { Again, Cost, Days, Shown, Span } from '../host';
import { faultOf, spanOf, type DaysFault, type Offered } from './period';

/** What a cost is asked for. */
export interface Counted {
  readonly operation: string;
  readonly span: Span | null;
  readonly again: Again;
  /** The state of what is kept: another one costs another sum. */
  readonly generation: number;
}

export class Planned {
  preset = $state<Offered>('this_month');
  from = $state('');
  to = $state('');
  /** What of the days that are there is asked for again. */
  again = $state<Again>('needed');
  /** What it will cost; the last cost stays until the next is known. */
  cost = $state.raw<Cost | null>(null);
  /** The cost on the screen is that of another choice; the right one is on its way. */
  isCounting = $state(false);
  failure = $state.raw<Shown | null>(null);

  #picked = $state.raw<Days | null>(null);
  #asked = 0;

  /** The days that are picked in the calendar: they come before what the form says. */
  get picked(): Days | null {
    return this.#picked;
  }

  /** What is wrong with the days of one's own; `null` for presets and picked days. */
  get fault(): DaysFault {
    return this.#picked === null && this.preset === 'custom' ? faultOf({ from: this.from, to: this.to }) : null;
  }

  /** What is chosen; `null` while its days are none. */
  get span(): Span | null {
    if (this.#picked) return spanOf(this.#picked);
    if (this.preset !== 'custom') return { kind: this.preset };
    return this.fault ? null : spanOf({ from: this.from, to: this.to });
  }

  /** Takes up other picked days, with what is mostly wanted of such; `null` goes back to the form. */
  pick(days: Days | null, again: Again): void {
    this.#picked = days;
    this.again = again;
  }

  /** Works out anew what the choice costs. */
  async countAnew({ operation, span, again }: Counted): Promise<void> {
    const turn = ++this.#asked;
    this.failure = null;
    if (!span) {
      this.cost = null;
      this.isCounting = false;
      return;
    }
    this.isCounting = true;
    try {
      const cost = await call(commands.planDownload(operation, span, again));
      if (turn === this.#asked) this.cost = cost;
    } catch (thrown) {
      if (turn !== this.#asked) return;
      this.cost = null;
      this.failure = failureOf(thrown);
    }
    if (turn === this.#asked) this.isCounting = false;
  }
}
