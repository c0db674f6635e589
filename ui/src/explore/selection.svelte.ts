/* eslint-disable svelte/prefer-svelte-reactivity -- a set is replaced as a whole, one that reacts would cost each of a million ids */
/** The rows that were picked for an export: a set of ids, which outlives a change of order. */
export class Selection {
  /** The ids, a new set at every change. */
  ids = $state.raw<ReadonlySet<number>>(new Set());
  /** Where a range starts: the position that was picked last without Shift. */
  #anchor: number | null = null;
  /** Ids before the range that is being stretched: stretching it back lets go what it had taken. */
  #before: ReadonlySet<number> = new Set();

  /** How many. */
  get size(): number {
    return this.ids.size;
  }

  /** Where the next range starts. */
  anchorAt(position: number): void {
    this.#anchor = position;
    this.#before = this.ids;
  }

  /** Picks one, or lets it go. */
  toggle(id: number, position: number): void {
    const next = new Set(this.ids);
    if (!next.delete(id)) next.add(id);
    this.ids = next;
    this.anchorAt(position);
  }

  /** The positions from the anchor to here, in order. */
  rangeTo(position: number): { from: number; to: number } {
    this.#anchor ??= position;
    return { from: Math.min(this.#anchor, position), to: Math.max(this.#anchor, position) };
  }

  /** Takes the ids of a range in, in place of those of the range stretched before from the same anchor. */
  stretch(ids: readonly number[]): void {
    this.ids = new Set([...this.#before, ...ids]);
  }

  /** Exactly these. */
  replace(ids: Iterable<number>): void {
    this.ids = new Set(ids);
    this.#before = this.ids;
  }

  /** None. */
  clear(): void {
    this.replace([]);
    this.#anchor = null;
  }
}
