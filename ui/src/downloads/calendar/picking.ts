/** The days that are picked: from the day where picking began to the day where it is now. */
import type { Days } from '../../host';

/** A picked run of days; `anchor` stays while `head` moves, so that either may be the later one. */
export interface Picked {
  readonly anchor: string;
  readonly head: string;
}

/** One day. */
export function pickOne(day: string): Picked {
  return { anchor: day, head: day };
}

/** Up to another day; from that day alone where nothing was picked. */
export function stretchTo(picked: Picked | null, day: string): Picked {
  return { anchor: picked?.anchor ?? day, head: day };
}

/** Whole days from one to another. */
export function pickDays({ from, to }: Days): Picked {
  return { anchor: from, head: to };
}

/** The days in their order. */
export function daysOf({ anchor, head }: Picked): Days {
  return anchor <= head ? { from: anchor, to: head } : { from: head, to: anchor };
}

/** Whether a day is among them. */
export function holds(picked: Picked | null, day: string): boolean {
  if (picked === null) return false;
  const { from, to } = daysOf(picked);
  return from <= day && day <= to;
}
