/** What the program keeps of the rows that are picked, near enough for tests: one view after the other, by ids. */
import type { Pick, Picked, Seen, Spot } from '../host';

export class Picks {
  picked = new Set<number>();
  #view = 0;
  #anchor: number | null = null;
  #stretched: number[] = [];

  /** @param idsOf the ids of a view in its order; throws where it is gone */
  constructor(private readonly idsOf: (view: number) => readonly number[]) {}

  pick(view: number, pick: Pick, seen: Seen): Picked {
    const meant = this.idsOf(view);
    if (view > this.#view) this.#goTo(view, new Set(meant));
    const shown = this.idsOf(this.#view);
    this.#change(pick, shown, view === this.#view ? null : meant);
    return { count: this.picked.size, seen: this.among(meant.slice(seen.first, seen.last + 1)) };
  }

  among(ids: readonly number[]): number[] {
    return ids.filter((id) => this.picked.has(id));
  }

  #goTo(view: number, held: ReadonlySet<number>): void {
    this.#view = view;
    for (const id of this.picked) if (!held.has(id)) this.picked.delete(id);
    if (this.#anchor !== null && !held.has(this.#anchor)) this.#anchor = null;
    this.#stretched = this.#anchor === null ? [] : this.#stretched.filter((id) => held.has(id));
  }

  /** `older`: the ids of the view whose positions are meant, where that is not the one that is shown. */
  #change(pick: Pick, shown: readonly number[], older: readonly number[] | null): void {
    const place = ({ position, id }: Spot): number =>
      position !== null && older === null ? position : shown.indexOf(id ?? older?.[position ?? -1] ?? -1);
    switch (pick.kind) {
      case 'keep':
        return;
      case 'nothing':
        this.picked.clear();
        this.#anchor = null;
        this.#stretched = [];
        return;
      case 'all':
        this.picked = new Set(shown);
        this.#stretched = [];
        return;
      case 'toggle':
        if (!shown.includes(pick.id)) return;
        if (!this.picked.delete(pick.id)) this.picked.add(pick.id);
        this.#anchor = pick.id;
        this.#stretched = [];
        return;
      case 'stretch':
        this.#stretch(place(pick.from), place(pick.to), shown);
    }
  }

  #stretch(from: number, to: number, shown: readonly number[]): void {
    if (to < 0) return;
    if (this.#anchor === null || this.picked.size === 0) {
      this.#anchor = shown[from < 0 ? to : from] ?? null;
      this.#stretched = [];
    }
    const anchor = shown.indexOf(this.#anchor ?? -1);
    for (const id of this.#stretched) this.picked.delete(id);
    const range = shown.slice(Math.min(anchor, to), Math.max(anchor, to) + 1);
    this.#stretched = range.filter((id) => !this.picked.has(id));
    for (const id of this.#stretched) this.picked.add(id);
  }
}
