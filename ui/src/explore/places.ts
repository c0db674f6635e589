/** Where the interactions that matter to the screen are in a view: those that are read, picked, or at its edge. */
import type { Held } from '../host';
import type { ViewRows } from './interactions.svelte';

/** What places are asked of. */
interface Source {
  ids: (view: number, from: number, to: number) => Promise<number[]>;
  held: (view: number, ids: number[]) => Promise<Held[]>;
}

/** Whoever asks for more than this part of a view gets all of its ids: that is less than ids there and places back. */
const MOST = 1 / 4;

export class Places {
  readonly #places = new Map<number, number>();
  readonly #looked = new Set<number>();

  constructor(
    private readonly source: Source,
    private readonly rows: ViewRows,
  ) {}

  /** The position of an interaction that was looked up; `null` where the view leaves it out. */
  of(id: number): number | null {
    return this.#places.get(id) ?? null;
  }

  /** Those that were not looked up yet. */
  unknown(ids: Iterable<number>): number[] {
    const unknown = new Set<number>();
    for (const id of ids) if (!this.#looked.has(id)) unknown.add(id);
    return [...unknown];
  }

  /** Asks where some interactions are. */
  async lookUp(ids: number[]): Promise<void> {
    const { view, total } = this.rows;
    if (total > 0 && ids.length > total * MOST) {
      const all = await this.source.ids(view, 0, total - 1);
      for (const [place, id] of all.entries()) this.#places.set(id, place);
    } else if (total > 0) {
      for (const { id, place } of await this.source.held(view, ids)) this.#places.set(id, place);
    }
    for (const id of ids) this.#looked.add(id);
  }
}
