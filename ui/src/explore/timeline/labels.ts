/** What the bars are called: under the axis in few letters, elsewhere in full. */
import type { Bar, Step } from '../../host';
import type { Formats } from '../../words/format';

/** `lunes 09/11/2026`, `09/11/2026 – 15/11/2026`, `noviembre de 2026`. */
export function barName(bar: Bar, step: Step, formats: Formats): string {
  if (step === 'month') return formats.month(bar.from);
  return bar.from === bar.to ? `${formats.weekday(bar.from)} ${formats.day(bar.from)}` : formats.days(bar.from, bar.to);
}

/** `01 nov`, then days alone until the month changes; months, with the year where it changes. */
export function axisLabel(bar: Bar, before: Bar | undefined, step: Step, formats: Formats): string {
  const isSame = (length: number) => before?.from.slice(0, length) === bar.from.slice(0, length);
  if (step === 'month') {
    const month = formats.monthShort(bar.from);
    return isSame(4) ? month : `${month} ${bar.from.slice(0, 4)}`;
  }
  return isSame(7) ? bar.from.slice(8, 10) : formats.dayNamed(bar.from);
}
