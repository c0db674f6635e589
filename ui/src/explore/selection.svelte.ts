/* eslint-disable svelte/prefer-svelte-reactivity -- what reacts is the whole, a set that reacts would cost each of a million ids */
/** The rows that were picked for an export: ids, which outlive a change of order or of the archive. */

/** The ids that are picked. Another object at every change, over the same ids: a million of them are not copied for one. */
export class Picked implements Iterable<number> {
  readonly #ids: ReadonlySet<number>;
  /** How many. */
  readonly size: number;

  constructor(ids: ReadonlySet<number>) {
    this.#ids = ids;
    this.size = ids.size;
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  [Symbol.iterator](): IterableIterator<number> {
    return this.#ids.values();
  }
}

/** Where a range starts. */
interface Anchor {
  position: number;
  /** The interaction there, where it is known: in another view it has another position. */
  id: number | null;
}

export class Selection {
  /** The ids, another object at every change. */
  ids = $state.raw(new Picked(new Set()));
  #set = new Set<number>();
  /** The row that was picked last without Shift. */
  #anchor: Anchor | null = null;
  /** What the range that is being stretched took in: stretching it back lets it go. */
  #stretched: number[] = [];
  #turn = 0;

  /** How many. */
  get size(): number {
    return this.ids.size;
  }

  /** Another number after every change: who fetches ids takes them in only where it is still the same. */
  get turn(): number {
    return this.#turn;
  }

  /** The interaction where the next range starts, if it is known. */
  get anchor(): number | null {
    return this.#anchor?.id ?? null;
  }

  /** Where the next range starts. */
  anchorAt(position: number, id: number | null): void {
    this.#anchor = { position, id };
    this.#stretched = [];
  }

  /** Picks one, or lets it go. */
  toggle(id: number, position: number): void {
    if (!this.#set.delete(id)) this.#set.add(id);
    this.anchorAt(position, id);
    this.#changed();
  }

  /** The positions from the anchor to here, in order; here, where there is no anchor. A stretch before it is passed over. */
  rangeTo(position: number, id: number | null): { from: number; to: number } {
    this.#turn += 1;
    if (!this.#anchor) this.anchorAt(position, id);
    const from = this.#anchor?.position ?? position;
    return { from: Math.min(from, position), to: Math.max(from, position) };
  }

  /** Takes the ids of a range in, in place of those of the range stretched before from the same anchor. */
  stretch(ids: readonly number[]): void {
    for (const id of this.#stretched) this.#set.delete(id);
    this.#stretched = ids.filter((id) => !this.#set.has(id));
    for (const id of this.#stretched) this.#set.add(id);
    this.#changed();
  }

  /** Exactly these. */
  replace(ids: Iterable<number>): void {
    this.#set = new Set(ids);
    this.#stretched = [];
    this.#changed();
  }

  /** None. */
  clear(): void {
    this.#anchor = null;
    this.replace([]);
  }

  /** Goes over to another view, where interactions have other places or none: those without one are let go. */
  move(placeOf: (id: number) => number | null): void {
    const { size } = this.#set;
    for (const id of this.#set) if (placeOf(id) === null) this.#set.delete(id);
    const place = this.anchor === null ? null : placeOf(this.anchor);
    this.#anchor = place === null ? null : { position: place, id: this.anchor };
    if (this.#anchor) this.#stretched = this.#stretched.filter((id) => this.#set.has(id));
    else this.#stretched = [];
    if (this.#set.size !== size) this.#changed();
  }

  #changed(): void {
    this.#turn += 1;
    this.ids = new Picked(this.#set);
  }
}
