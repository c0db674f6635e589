/** What a download changed, of all kinds or of one: fetched in chunks around what is on the screen. */
import { call, commands, failureOf } from '../host';
import type { ChangeKind, ChangeShown, Shown } from '../host';
import { CHUNK, Rows } from '../shared/list/rows.svelte';

/** The kinds in the order in which they are offered. */
export const KINDS = [
  'new',
  'closed',
  'reopened',
  'rescored',
  'recoded',
  'edited',
  'gone',
] as const satisfies readonly ChangeKind[];

export class Changed {
  /** The kind that is shown; none: all of them. */
  kind = $state.raw<ChangeKind | null>(null);
  /** The changes; none until the first of them are there. */
  rows = $state.raw<Rows<ChangeShown> | null>(null);
  /** Why they cannot be shown. */
  failure = $state.raw<Shown | null>(null);
  #asked = 0;

  /** @param operation the operation's id */
  constructor(readonly operation: string) {}

  /** Shows the changes of a run. What was shown stays until they are there. */
  async show(run: number, kind: ChangeKind | null): Promise<void> {
    const turn = ++this.#asked;
    this.kind = kind;
    try {
      const { total, list } = await call(commands.changes(this.operation, run, kind, 0, CHUNK));
      if (turn !== this.#asked) return;
      this.rows?.stop();
      this.rows = this.#rowsOf(run, kind, total, list);
      this.failure = null;
    } catch (thrown) {
      if (turn === this.#asked) this.failure = failureOf(thrown);
    }
  }

  /** Nobody looks any longer. */
  stop(): void {
    this.#asked += 1;
    this.rows?.stop();
  }

  #rowsOf(run: number, kind: ChangeKind | null, total: number, list: readonly ChangeShown[]): Rows<ChangeShown> {
    const fetch = async (_: number, offset: number, limit: number): Promise<readonly ChangeShown[]> =>
      (await call(commands.changes(this.operation, run, kind, offset, limit))).list;
    const rows = new Rows<ChangeShown>(run, total, fetch, (thrown) => {
      this.failure = failureOf(thrown);
    });
    rows.begin(list);
    return rows;
  }
}
