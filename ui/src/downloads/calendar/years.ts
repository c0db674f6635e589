/** The years that the calendar leads to, with what is kept of each. */
import type { CoverageShown } from '../../host';

/** A year. */
export interface Year {
  readonly year: string;
  /** Days that are complete or known to be empty. */
  readonly complete: number;
  /** Days of the months of which something is known; 0 where nothing is. */
  readonly days: number;
}

/** So many years can be gone to where nothing is kept yet. */
const OFFERED = 3;

/** From the present one back to the oldest of which something is known, and some years at least. */
export function yearsOf({ months, present }: CoverageShown): Year[] {
  const now = Number(present.slice(0, 4));
  const oldest = months.reduce((least, { month }) => Math.min(least, Number(month.slice(0, 4))), now);
  const count = Math.max(OFFERED, now - oldest + 1);
  return Array.from({ length: count }, (_, back) => {
    const year = String(now - back);
    const of = months.filter(({ month }) => month.startsWith(year));
    return {
      year,
      complete: of.reduce((sum, month) => sum + month.complete, 0),
      days: of.reduce((sum, month) => sum + month.days, 0),
    };
  });
}
