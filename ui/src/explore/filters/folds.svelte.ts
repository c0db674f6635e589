/** Which sections of the filters are folded or stretched: remembered while the program runs. */
import { SvelteSet } from 'svelte/reactivity';
import type { Dimension } from '../question';

/** Sections that show their head only. */
export const folded = new SvelteSet<Dimension>();
/** Sections that show all their values. */
export const stretched = new SvelteSet<Dimension>();

/** Puts it in, or takes it out. */
export function flip(set: SvelteSet<Dimension>, dimension: Dimension): void {
  if (!set.delete(dimension)) set.add(dimension);
}
