/** The scores up to which surveys can be notified of. */
import type { Scale } from '../host';
import { sampleOf } from './scale';

/** Scores below satisfied, lowest first; a long scale gives some of them. `kept` is there in any case. */
export function thresholdsOf(scale: Scale, kept: number | null): number[] {
  const below = sampleOf(scale).filter((score) => score < scale.satisfied_from);
  const all = kept === null ? below : [...below, kept];
  return [...new Set(all)].sort((one, other) => one - other);
}
