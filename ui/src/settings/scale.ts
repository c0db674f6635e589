/** The survey's scale while it is typed: which tone each score would get. The program decides it for what is shown. */
import type { Scale, Tone } from '../host';

/** More steps than this are no scale of a survey. */
export const MOST_STEPS = 101;
/** How many badges the sample shows: the ends and the turns of a long scale. */
const SHOWN = 11;

/** Whether the three numbers make a scale. */
export function isScale({ lowest, highest, satisfied_from }: Scale): boolean {
  return (
    [lowest, highest, satisfied_from].every(Number.isInteger) &&
    lowest < highest &&
    lowest < satisfied_from &&
    satisfied_from <= highest
  );
}

/** The tone of a score: high from `satisfied_from`, low as its mirror image, the ends strongest. */
export function toneOf(score: number, { lowest, highest, satisfied_from }: Scale): Tone {
  const at = Math.max(lowest, Math.min(score, highest));
  if (at >= satisfied_from) return at === highest ? 's5' : 's4';
  if (at <= lowest + (highest - satisfied_from)) return at === lowest ? 's1' : 's2';
  return 's3';
}

/** The scores that the sample shows: all of a short scale, evenly chosen ones of a long one. */
export function sampleOf({ lowest, highest }: Scale): number[] {
  const steps = highest - lowest;
  if (steps < SHOWN) return Array.from({ length: steps + 1 }, (_, index) => lowest + index);
  return Array.from({ length: SHOWN }, (_, index) => Math.round(lowest + (steps * index) / (SHOWN - 1)));
}
