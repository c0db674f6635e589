/** The bars as paths: three of them draw a year, where an element a bar would be seven hundred. */
import type { Bar } from '../../host';
import type { Brush } from './brush';

/** One path for each colour. */
export interface Paths {
  /** Bars that the brush leaves out, and a day that is not over. */
  outside: string;
  /** Bars inside, or all where there is no brush. */
  inside: string;
  /** Low scores at the foot, outside and inside. */
  lowOutside: string;
  lowInside: string;
}

/** The widest bar, the share of its place that a bar fills, and the least height of what is not nothing. */
const WIDEST = 28;
const FILLS = 0.66;
const LEAST = 1.5;

/** Draws bars into an area. `unfinished` is the bar of the present. */
export function paths(
  bars: readonly Bar[],
  brush: Brush | null,
  unfinished: number | null,
  { width, height }: { width: number; height: number },
): Paths {
  const drawn: Paths = { outside: '', inside: '', lowOutside: '', lowInside: '' };
  const most = bars.reduce((largest, { total }) => Math.max(largest, total), 0);
  if (most === 0 || width <= 0) return drawn;
  const slot = width / bars.length;
  const wide = Math.max(1, Math.min(WIDEST, slot * FILLS));
  bars.forEach((bar, index) => {
    if (bar.total === 0) return;
    const isInside = brush ? index >= brush.first && index <= brush.last : true;
    const x = index * slot + (slot - wide) / 2;
    const tall = Math.max(LEAST, (bar.total / most) * height);
    drawn[isInside && index !== unfinished ? 'inside' : 'outside'] += shape(x, height, wide, tall);
    if (bar.low > 0) {
      const low = Math.max(LEAST, (bar.low / most) * height);
      drawn[isInside ? 'lowInside' : 'lowOutside'] += `M${at(x)} ${at(height)}v${at(-low)}h${at(wide)}v${at(low)}z`;
    }
  });
  return drawn;
}

/** A bar with its upper corners rounded where it is large enough for that. */
function shape(x: number, bottom: number, wide: number, tall: number): string {
  const r = Math.min(2, wide / 3, tall / 2);
  return `M${at(x)} ${at(bottom)}v${at(r - tall)}q0 ${at(-r)} ${at(r)} ${at(-r)}h${at(wide - 2 * r)}q${at(r)} 0 ${at(r)} ${at(r)}v${at(tall - r)}z`;
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}
