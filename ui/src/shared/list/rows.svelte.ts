/* eslint-disable svelte/prefer-svelte-reactivity -- the chunks are told of by a counter, a map that reacts would cost each row */
/**
 * Rows by position, of a view or of another list that the program holds: fetched in chunks around what is on the
 * screen, so that a million of them cost what a screenful costs.
 */

/** Rows of one fetch: somewhat more than a tall screen shows. */
export const CHUNK = 64;
/** Chunks that are kept: some thousands of rows, those used last. */
const KEPT = 120;
/** Fetches under way at a time, so that a fast scroll leaves no queue behind. */
const AT_ONCE = 2;

/** Fetches rows; `view` is the list that they are of. */
export type FetchRows<Row> = (view: number, offset: number, limit: number) => Promise<readonly Row[]>;

/** Positions, both included. */
export interface Range {
  first: number;
  last: number;
}

export class Rows<Row extends { id: number }> {
  readonly #chunks = new Map<number, readonly Row[]>();
  readonly #asked = new Map<number, Promise<void>>();
  #wanted: Range = { first: 0, last: -1 };
  #arrived = $state(0);
  #stopped = false;

  /**
   * @param view the list that positions mean
   * @param total how many rows it has
   * @param failed called with what a fetch threw
   */
  constructor(
    readonly view: number,
    readonly total: number,
    private readonly fetch: FetchRows<Row>,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  /** Takes up the first rows, which came with the total. */
  begin(rows: readonly Row[]): void {
    this.#chunks.set(0, rows);
  }

  /** The row at a position, if it is there already. Reactive: it changes when the row arrives. */
  at(position: number): Row | undefined {
    return this.#arrived < 0 ? undefined : this.peek(position);
  }

  /** As `at`, outside of what reacts. */
  peek(position: number): Row | undefined {
    return this.#chunks.get(Math.floor(position / CHUNK))?.[position % CHUNK];
  }

  /** The position of an interaction among the rows that are there. */
  positionOf(id: number): number | null {
    for (const [chunk, rows] of this.#chunks) {
      const index = rows.findIndex((row) => row.id === id);
      if (index >= 0) return chunk * CHUNK + index;
    }
    return null;
  }

  /** Whether all rows of a range are there. */
  has(range: Range): boolean {
    return this.#missing(range).length === 0;
  }

  /** What is on the screen: its rows are fetched first, and whatever was wanted before is forgotten. */
  want(range: Range): void {
    this.#wanted = range;
    this.#fetchNext();
  }

  /** Fetches what a range needs and waits for it: for the first rows of a view, before it is shown. */
  async load(range: Range): Promise<void> {
    this.#wanted = range;
    await Promise.all(this.#missing(range).map((chunk) => this.#asked.get(chunk) ?? this.#fetch(chunk)));
  }

  /** Nothing more is fetched, and nothing that fails is told. */
  stop(): void {
    this.#stopped = true;
  }

  /** Chunks of a range that are not there. */
  #missing(range: Range): number[] {
    const first = Math.max(0, Math.floor(range.first / CHUNK));
    const last = Math.floor(Math.min(range.last, this.total - 1) / CHUNK);
    const missing = [];
    for (let chunk = first; chunk <= last; chunk += 1) {
      if (!this.#chunks.has(chunk)) missing.push(chunk);
    }
    return missing;
  }

  #fetchNext(): void {
    const { first, last } = this.#wanted;
    if (this.#stopped || last < first) return;
    // The neighbours too, once the screen itself is there: the next page is then no wait.
    const missing = [...this.#missing(this.#wanted), ...this.#missing({ first: first - CHUNK, last: last + CHUNK })];
    for (const chunk of missing) {
      if (this.#asked.size >= AT_ONCE) return;
      if (this.#asked.has(chunk)) continue;
      this.#fetch(chunk).then(
        () => {
          this.#fetchNext();
        },
        (thrown: unknown) => {
          if (!this.#stopped) this.failed(thrown);
        },
      );
    }
  }

  #fetch(chunk: number): Promise<void> {
    const fetching = this.fetch(this.view, chunk * CHUNK, CHUNK)
      .then((rows) => {
        this.#chunks.set(chunk, rows);
        this.#forgetOldest();
        this.#arrived += 1;
      })
      .finally(() => this.#asked.delete(chunk));
    this.#asked.set(chunk, fetching);
    return fetching;
  }

  #forgetOldest(): void {
    for (const chunk of this.#chunks.keys()) {
      if (this.#chunks.size <= KEPT) return;
      const isOnScreen =
        chunk >= Math.floor(this.#wanted.first / CHUNK) && chunk <= Math.floor(this.#wanted.last / CHUNK);
      if (!isOnScreen) this.#chunks.delete(chunk);
    }
  }
}
