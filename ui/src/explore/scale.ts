/** Where a step of the survey's scale lies: for steps that nobody gave, of which the host tells no tone. */
import type { Scale, Tone } from '../host';

/** The highest score that is low: the mirror image of the high zone, but below it. */
export function lowUpTo(scale: Scale): number {
  const mirrored = scale.lowest + scale.highest - scale.satisfied_from;
  return Math.max(scale.lowest, Math.min(mirrored, scale.satisfied_from - 1));
}

/** The tone of a score on the scale. */
export function toneOf(score: number, scale: Scale): Tone {
  if (score >= scale.satisfied_from) return score >= scale.highest ? 's5' : 's4';
  if (score <= lowUpTo(scale)) return score <= scale.lowest ? 's1' : 's2';
  return 's3';
}
