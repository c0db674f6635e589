/** How many months stand side by side. */

/** A month narrower than this has days that cannot be pressed well: 24 px each, their gaps, and room for their marks. */
const MONTH = 230;
const GAP = 40;
const MOST = 3;

/** As many as the width has room for, at least one; two where the width is not known yet. */
export function columnsIn(width: number): number {
  if (width === 0) return 2;
  const room = Math.floor((width + GAP) / (MONTH + GAP));
  // A third month comes only where all of them keep their size.
  return Math.max(1, Math.min(MOST, width >= 1100 ? room : Math.min(2, room)));
}
