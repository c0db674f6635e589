/** The period that is to be downloaded and what it will cost, before anything is asked for. */
import { againOf } from '../state/jobs.svelte';
import { call, commands, failureOf } from '../host';
import type { Cost, Days, Shown, Span } from '../host';
import { faultOf, spanOf, type DaysFault, type Offered } from './period';

/** What a cost is asked for. */
export interface Counted {
  readonly operation: string;
  readonly span: Span | null;
  readonly refresh: boolean;
  /** The state of what is kept: another one costs another sum. */
  readonly generation: number;
}

export class Planned {
  preset = $state<Offered>('this_month');
  from = $state('');
  to = $state('');
  /** Also ask for days that are complete. */
  refresh = $state(false);
  /** What it will cost; the last cost stays until the next is known. */
  cost = $state.raw<Cost | null>(null);
  /** The cost on the screen is that of another choice; the right one is on its way. */
  isCounting = $state(false);
  failure = $state.raw<Shown | null>(null);

  #asked = 0;

  /** What is wrong with the days of one's own; `null` for presets. */
  get fault(): DaysFault {
    return this.preset === 'custom' ? faultOf({ from: this.from, to: this.to }) : null;
  }

  /** What is chosen; `null` while its days are none. */
  get span(): Span | null {
    if (this.preset !== 'custom') return { kind: this.preset };
    return this.fault ? null : spanOf({ from: this.from, to: this.to });
  }

  /** Chooses days, as of a month in the list. */
  choose({ from, to }: Days): void {
    Object.assign(this, { preset: 'custom', from, to, refresh: false });
  }

  /** Works out anew what the choice costs. */
  async countAnew({ operation, span, refresh }: Counted): Promise<void> {
    const turn = ++this.#asked;
    this.failure = null;
    if (!span) {
      this.cost = null;
      this.isCounting = false;
      return;
    }
    this.isCounting = true;
    try {
      const cost = await call(commands.planDownload(operation, span, againOf(refresh)));
      if (turn === this.#asked) this.cost = cost;
    } catch (thrown) {
      if (turn !== this.#asked) return;
      this.cost = null;
      this.failure = failureOf(thrown);
    }
    if (turn === this.#asked) this.isCounting = false;
  }
}
