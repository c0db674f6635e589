/* eslint-disable svelte/prefer-svelte-reactivity -- what reacts is a counter, a set that reacts would cost each id */
/**
 * The rows that are picked for an export. The program keeps which ones they are, of however many; the page knows how
 * many there are, and which of the rows that it has are among them.
 *
 * Changes go to the program one after the other, in the order in which they were made.
 */
import { isOutdated } from '../host';
import type { Pick, Picked, Seen, Spot } from '../host';
import { CHUNK } from '../shared/list/rows.svelte';
import type { Range } from '../shared/list/rows.svelte';

/** Changes what is picked of a view, and answers what of its rows is. */
export type PickRows = (view: number, pick: Pick, seen: Seen) => Promise<Picked>;

/** A view as far as picking goes. */
export interface View {
  view: number;
  total: number;
}

/** A change that waits, or a look at what is picked. */
interface Step {
  /** The view whose positions are meant. */
  view: number;
  pick: Pick;
  /** The view that is shown once this is done, and the rows of it that are seen. */
  next?: View & { seen: Range };
}

/** Chunks of which it is kept what is picked of them: more than are ever near the screen. */
const KEPT = 240;

export class Selection {
  /** How many. */
  size = $state.raw(0);
  #shown: View = { view: 0, total: 0 };
  #seen: Range = { first: 0, last: 0 };
  /** The picked ones among the rows of these chunks of the view. */
  readonly #picked = new Set<number>();
  readonly #chunks = new Set<number>();
  #changed = $state(0);
  #waiting: Step[] = [];
  #now: Step | null = null;
  #running: Promise<void> | null = null;
  /** The program has the view no more: what waits is done in the next one. */
  #isStuck = false;
  #turn = 0;

  /**
   * @param pick asks the program
   * @param failed called with what a change threw
   */
  constructor(
    private readonly pick: PickRows,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /** Whether a row is picked. Reactive. */
  has(id: number): boolean {
    if (this.#changed < 0 || this.size === 0) return false;
    return this.size === this.#shown.total || this.#picked.has(id);
  }

  /** Something is picked, or about to be. */
  get isAny(): boolean {
    return this.size > 0 || this.#changes > 0;
  }

  /** Over once all that was asked for is done. */
  get idle(): Promise<void> {
    return this.#running ?? Promise.resolve();
  }

  /** Another number after every change: rows that were asked for before it do not tell what is picked now. */
  get turn(): number {
    return this.#turn;
  }

  /** Picks one, or lets it go. */
  toggle(id: number): Promise<void> {
    return this.#change({ kind: 'toggle', id });
  }

  /** Picks every row from where the range starts to here; from `from`, if nothing is picked yet. */
  stretch(from: Spot, to: Spot): Promise<void> {
    const last = this.#waiting.at(-1);
    // A key that is held stretches faster than the program needs to hear of.
    if (last?.pick.kind === 'stretch' && last.view === this.#shown.view) last.pick = { ...last.pick, to };
    else return this.#change({ kind: 'stretch', from, to });
    return this.#go();
  }

  /** Picks every row of the view. */
  all(): Promise<void> {
    return this.#change({ kind: 'all' });
  }

  /** Lets all go, at once: what was still being picked is nothing to wait for. */
  clear(): void {
    if (!this.isAny) return;
    this.#waiting = this.#waiting.filter(({ next }) => next !== undefined);
    this.size = 0;
    void this.#change({ kind: 'nothing' });
  }

  /** Goes over to another view, which may leave some of the picked ones out. `isSame`: it answers the same question. */
  async goTo(next: View, seen: Range, isSame: boolean): Promise<void> {
    if (this.#isStuck) this.#waiting = this.#waiting.flatMap((step) => moved(step, next.view, isSame));
    this.#isStuck = false;
    if (this.isAny || this.#running || this.#waiting.length > 0) {
      this.#waiting.push({ view: next.view, pick: { kind: 'keep' }, next: { ...next, seen } });
      await this.#go();
    }
    if (this.#shown.view !== next.view) this.#show({ ...next, seen });
  }

  /** The rows of a chunk have come, and which of them are picked: unless that has changed since the turn. */
  learn(view: number, chunk: number, picked: readonly number[], turn: number): void {
    if (view !== this.#shown.view || turn !== this.#turn) return;
    if (this.#chunks.size >= KEPT) this.#forget();
    this.#chunks.add(chunk);
    for (const id of picked) this.#picked.add(id);
    this.#changed += 1;
  }

  /** These rows are on the screen: which of them are picked is asked for where it is not known. */
  want(seen: Range): void {
    this.#seen = seen;
    if (this.size === 0 || this.size === this.#shown.total || this.#running) return;
    if (chunksOf(seen).every((chunk) => this.#chunks.has(chunk))) return;
    this.#waiting.push({ view: this.#shown.view, pick: { kind: 'keep' } });
    void this.#go();
  }

  /** Changes that wait or are under way. */
  get #changes(): number {
    const isChange = (step: Step | null) => step !== null && step.pick.kind !== 'keep' && step.pick.kind !== 'nothing';
    return [this.#now, ...this.#waiting].filter(isChange).length;
  }

  #change(pick: Pick): Promise<void> {
    this.#turn += 1;
    this.#waiting.push({ view: this.#shown.view, pick });
    return this.#go();
  }

  #go(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    let hasFailed = false;
    for (let step = this.#waiting.shift(); step; step = this.#waiting.shift()) {
      this.#now = step;
      const seen = aligned(step.next?.seen ?? this.#seen);
      try {
        this.#done(step, seen, await this.pick(step.view, step.pick, seen));
      } catch (thrown) {
        hasFailed = true;
        this.#isStuck = isOutdated(thrown);
        if (this.#isStuck && step.pick.kind !== 'keep') this.#waiting.unshift(step);
        this.failed(thrown);
        if (this.#isStuck) break;
      }
    }
    this.#now = null;
    this.#running = null;
    // What failed would fail again at once.
    if (!hasFailed) this.want(this.#seen);
  }

  #done({ view, pick, next }: Step, seen: Range, { count, seen: picked }: Picked): void {
    if (pick.kind !== 'keep') this.#turn += 1;
    if (next) this.#show(next);
    // All of it is to be let go, and the screen shows that already.
    if (this.#waiting.some((waiting) => waiting.pick.kind === 'nothing')) return;
    this.#forget();
    this.size = count;
    if (view !== this.#shown.view) return;
    for (const chunk of chunksOf(seen)) this.#chunks.add(chunk);
    for (const id of picked) this.#picked.add(id);
  }

  #show({ view, total, seen }: View & { seen: Range }): void {
    this.#shown = { view, total };
    this.#seen = seen;
    this.#forget();
  }

  #forget(): void {
    this.#chunks.clear();
    this.#picked.clear();
    this.#changed += 1;
  }
}

/** A change that was to be made in a view that is gone, as one of the next view: positions mean other rows there. */
function moved({ pick }: Step, view: number, isSame: boolean): Step[] {
  if (pick.kind === 'all' && !isSame) return [];
  if (pick.kind !== 'stretch') return [{ view, pick }];
  const { from, to } = pick;
  if (!isSame || to.id === null) return [];
  return [{ view, pick: { ...pick, from: { ...from, position: null }, to: { ...to, position: null } } }];
}

function chunksOf({ first, last }: Range): number[] {
  const from = Math.max(0, Math.floor(first / CHUNK));
  return Array.from({ length: Math.floor(last / CHUNK) - from + 1 }, (_, index) => from + index);
}

/** The rows of whole chunks. */
function aligned(seen: Range): Range {
  const chunks = chunksOf(seen);
  return { first: (chunks[0] ?? 0) * CHUNK, last: ((chunks.at(-1) ?? 0) + 1) * CHUNK - 1 };
}
