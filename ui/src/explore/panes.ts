/** How wide the panes are: what was remembered, within what the window can hold. */
import type { Layout } from '../host';

/** The design's widths, under 1600 px and from there on. */
export const USUAL = {
  narrow: { filters: 200, reader: 356 },
  wide: { filters: 240, reader: 500 },
};
const LEAST = { filters: 184, reader: 320, table: 480 };
const MOST_FILTERS = 420;

/** The panes' widths and their bounds, in pixels. */
export interface Panes {
  filters: number;
  reader: number;
  leastFilters: number;
  leastReader: number;
  mostFilters: number;
  mostReader: number;
}

/** Fits the panes into a width; where filters are a drawer, they take none of it. */
export function panes(
  saved: Pick<Layout, 'filters' | 'reader'>,
  usual: { filters: number; reader: number },
  width: number,
  isDrawer: boolean,
): Panes {
  const wanted = isDrawer ? 0 : (saved.filters ?? usual.filters);
  const mostReader = Math.max(LEAST.reader, width - wanted - LEAST.table);
  const reader = within(saved.reader ?? usual.reader, LEAST.reader, mostReader);
  const mostFilters = Math.max(LEAST.filters, Math.min(MOST_FILTERS, width - reader - LEAST.table));
  const filters = within(wanted, LEAST.filters, mostFilters);
  return { filters, reader, leastFilters: LEAST.filters, leastReader: LEAST.reader, mostFilters, mostReader };
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
