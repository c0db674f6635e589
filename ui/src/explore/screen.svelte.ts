/** How much room the window has, in the steps of the design. */
import { MediaQuery } from 'svelte/reactivity';

/** Filters become a drawer. */
export const isCompact = query('width < 1100px');
/** The reader lies over the table, the strip shows two figures. */
export const isSmall = query('width < 800px');

function query(condition: string): { readonly current: boolean } {
  return typeof matchMedia === 'function' ? new MediaQuery(`(${condition})`) : { current: false };
}
