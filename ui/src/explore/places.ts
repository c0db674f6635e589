/** Where the interactions that matter to the screen are in a view: the one that is read, and one that stays in place. */
import type { Held } from '../host';

/** Which of some interactions a view has, and where. */
export type FindPlaces = (view: number, ids: number[]) => Promise<Held[]>;

export class Places {
  readonly #places = new Map<number, number | null>();

  constructor(
    private readonly find: FindPlaces,
    private readonly view: number,
  ) {}

  /** The position of an interaction that was looked up; `null` where the view leaves it out. */
  of(id: number): number | null {
    return this.#places.get(id) ?? null;
  }

  /** Those that were not looked up yet. */
  unknown(ids: readonly (number | null | undefined)[]): number[] {
    return ids.filter((id) => id != null).filter((id) => !this.#places.has(id));
  }

  /** Asks where some interactions are. */
  async lookUp(ids: number[]): Promise<void> {
    const held = await this.find(this.view, ids);
    for (const id of ids) this.#places.set(id, null);
    for (const { id, place } of held) this.#places.set(id, place);
  }
}
