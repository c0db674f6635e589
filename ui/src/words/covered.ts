/** What of a period is downloaded, in words: the same wherever a figure, a list or a file rests on it. */
import type { Covered } from '../host';
import { f, w } from './index.svelte';

/** How many of the days are not wholly there; one that still changes is. */
export function lackingDays({ partial, failed, missing }: Covered): number {
  return partial + failed + missing;
}

/** `28 de 30 días completos · 1 falló · 1 sin descargar` */
export function coveredWords(covered: Covered): string {
  return coveredParts(covered).join(' · ');
}

/** The parts of that: whole days first, then what is not. */
export function coveredParts(covered: Covered): string[] {
  const words = w().shell.covered;
  const { days, whole } = covered;
  const first = whole === days ? words.whole(days, f().number(days)) : words.of(f().number(whole), f().number(days));
  const others = (['changing', 'partial', 'failed', 'missing'] as const)
    .filter((state) => covered[state] > 0)
    .map((state) => words[state](covered[state], f().number(covered[state])));
  return [first, ...others];
}
