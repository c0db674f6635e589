/** When a download that could not be finished goes on, in words. */
import type { Pending } from '../host';
import type { Formats } from '../words/format';
import type { Catalogue } from '../words/index.svelte';
import { addDays } from './calendar/months';

/** `a las 14:35`, `mañana a las 00:05`, `el 20/11/2026 a las 00:05`; `en un momento` once its time has come. */
export function pendingWhen(
  at: Pending['at'],
  present: string,
  words: Catalogue['downloads'],
  formats: Formats,
): string {
  if (at <= present) return words.pending.due;
  const time = formats.time(at);
  const today = present.slice(0, 10);
  if (at.slice(0, 10) === today) return words.pending.at(time);
  if (at.slice(0, 10) === addDays(today, 1)) return words.pending.tomorrowAt(time);
  return words.pending.dayAt(formats.day(at), time);
}
