/** The keys of the calendar: where the focus goes from a day. As in every date grid, so that nobody has to learn them. */
import { addDays, sameDate, weekdayOf } from './months';

/** What was pressed. */
export interface Pressed {
  readonly key: string;
  /** Ctrl, or ⌘. */
  readonly isMod: boolean;
}

/** The ends of the calendar: as far as the focus goes. */
export interface Reach {
  readonly from: string;
  readonly to: string;
}

/** The day that a key leads to; `null` where it is none of the calendar's. */
export function dayAfter(pressed: Pressed, day: string, reach: Reach): string | null {
  const goal = goalOf(pressed, day, reach);
  if (goal === null) return null;
  return goal < reach.from ? reach.from : goal > reach.to ? reach.to : goal;
}

function goalOf({ key, isMod }: Pressed, day: string, reach: Reach): string | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'PageUp':
      return sameDate(day, -1);
    case 'PageDown':
      return sameDate(day, 1);
    case 'Home':
      return isMod ? reach.from : addDays(day, -weekdayOf(day));
    case 'End':
      return isMod ? reach.to : addDays(day, 6 - weekdayOf(day));
    default:
      return null;
  }
}
