/** What stays where it is on the screen when the archive has changed under it. */
import { ROW } from '../shared/list/track';
import type { Range } from '../shared/list/rows.svelte';
import type { Places } from './places';

/** The rows that the table shows, and how many pixels the first of them lies below the table's edge: none, or less. */
export type Seen = Range & { above: number };

/** Where the table is to go: a row, and how many pixels of the table's height lie above it. */
export interface Place {
  position: number;
  above: number;
}

/** The row that is read. */
export interface Active {
  id: number;
  /** Where it is in the view; `null` where a filter leaves it out. */
  position: number | null;
}

/** A row on the screen that stays where it is; without an id while its texts are not there. */
export interface Marker {
  position: number;
  id: number | null;
}

/** What stays where it is: the row that is read if it is seen, else the first that is; `null` where nothing has to. */
export function markerOf(
  { first, last, above }: Seen,
  active: Active | null,
  idAt: (position: number) => number | null,
): Marker | null {
  if (active?.position != null && active.position >= first && active.position <= last)
    return { position: active.position, id: active.id };
  // At the top with nothing read, what arrives is what people want to see.
  if (first === 0 && above === 0) return null;
  for (let position = first; position <= last; position += 1) {
    const id = idAt(position);
    if (id !== null) return { position, id };
  }
  return { position: first, id: null };
}

/** Where the table goes in another view of so many rows, so that the marker stays where it is. */
export function placeToKeep(
  marker: Marker | null,
  { first, above }: Seen,
  places: Places,
  total: number,
): Place | null {
  if (!marker) return null;
  const now = marker.id === null ? null : places.of(marker.id);
  const position = now ?? Math.min(marker.position, Math.max(0, total - 1));
  return { position, above: (marker.position - first) * ROW + above };
}

/** The rows that the screen will show in a view of so many rows: its first ones, where nothing is to be kept. */
export function screenOf({ first, last }: Seen, keeps: Place | null, total: number): Range {
  const from = keeps ? Math.max(0, keeps.position - Math.ceil(keeps.above / ROW)) : 0;
  return { first: from, last: Math.min(from + last - first, total - 1) };
}
