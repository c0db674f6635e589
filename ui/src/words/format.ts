/**
 * How numbers, dates, durations and sizes are written. Moments are the operation's wall clock, `YYYY-MM-DD HH:MM:SS`,
 * and have no zone: they are cut and put together as text, never turned into a moment of this computer's clock.
 */

/** Stands for a value that is not there; never 0. */
export const NONE = '—';

const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEDNESDAY = 3;
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** What a language calls the days around the present. */
export interface NearDays {
  /** The day of the present. */
  today: string;
  /** The day before. */
  yesterday: string;
}

/** The formats of one locale. */
export class Formats {
  readonly #whole: Intl.NumberFormat;
  readonly #decimal: Intl.NumberFormat;
  readonly #thousands: Intl.NumberFormat;
  readonly #millions: Intl.NumberFormat;
  readonly #tenth: Intl.NumberFormat;
  readonly #percentSign: string;
  readonly #month: Intl.DateTimeFormat;
  readonly #monthName: Intl.DateTimeFormat;
  readonly #monthShort: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;
  readonly #weekdayLetter: Intl.DateTimeFormat;
  readonly #dayLong: Intl.DateTimeFormat;
  readonly #list: Intl.ListFormat;
  readonly #monthFirst: boolean;

  /**
   * `locale` gives numbers and names; `region`, the system's own locale, the order of day and month: a person who
   * reads English on a Colombian computer still writes the day first.
   */
  constructor(
    readonly locale: string,
    readonly region: string,
    readonly near: NearDays,
  ) {
    const numbers = { useGrouping: 'always' } as const;
    this.#whole = new Intl.NumberFormat(locale, { ...numbers, maximumFractionDigits: 0 });
    this.#decimal = new Intl.NumberFormat(locale, { ...numbers, minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.#thousands = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 0 });
    this.#millions = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
    this.#tenth = new Intl.NumberFormat(locale, { ...numbers, maximumFractionDigits: 1 });
    // Spanish writes a blank before the sign; the locale data of es-CO leaves it out.
    this.#percentSign = locale.startsWith('es') ? '\u00a0%' : '%';
    this.#month = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.#monthName = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
    this.#monthShort = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
    this.#weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    this.#weekdayLetter = new Intl.DateTimeFormat(locale, { weekday: 'narrow', timeZone: 'UTC' });
    this.#dayLong = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
    this.#list = new Intl.ListFormat(locale, { type: 'conjunction' });
    this.#monthFirst = monthComesFirst(region);
  }

  /** `7.122` */
  number(value: number): string {
    return this.#whole.format(value);
  }

  /** `7.122`, but from ten thousand on `122 k`: where there is no room for more. */
  short(value: number): string {
    if (value < 10_000) return this.number(value);
    return (value < 1_000_000 ? this.#thousands : this.#millions).format(value);
  }

  /** `2,78`; `—` for none. */
  mean(value: number | null): string {
    return value === null ? NONE : this.#decimal.format(value);
  }

  /** `0,8`, at most one decimal. */
  tenth(value: number): string {
    return this.#tenth.format(value);
  }

  /** `27,8 %` of a share from 0 to 1. */
  percent(share: number): string {
    return this.#tenth.format(share * 100) + this.#percentSign;
  }

  /** `27,8 %` of a part and its whole; `—` where the whole is 0. */
  share(part: number, whole: number): string {
    return whole === 0 ? NONE : this.percent(part / whole);
  }

  /** `12/08/2026 08:02` */
  moment(moment: string): string {
    return moment === '' ? NONE : `${this.day(moment)} ${this.time(moment)}`;
  }

  /** `17/11 18:58` */
  momentShort(moment: string): string {
    return moment === '' ? NONE : `${this.dayShort(moment)} ${this.time(moment)}`;
  }

  /** `hoy 14:05`, `ayer 14:05`, `17/11/2026 14:05`, seen from the operation's present. */
  momentNear(moment: string, present: string): string {
    if (moment.slice(0, 10) === present.slice(0, 10)) return `${this.near.today} ${this.time(moment)}`;
    if (moment.slice(0, 10) === dayBefore(present)) return `${this.near.yesterday} ${this.time(moment)}`;
    return this.moment(moment);
  }

  /** `12/08/2026` of a day or a moment. */
  day(day: string): string {
    return day === '' ? NONE : `${this.dayShort(day)}/${day.slice(0, 4)}`;
  }

  /** `12/08` */
  dayShort(day: string): string {
    const [month, date] = [day.slice(5, 7), day.slice(8, 10)];
    return this.#monthFirst ? `${month}/${date}` : `${date}/${month}`;
  }

  /** `18 nov`, `Nov 18` */
  dayNamed(day: string): string {
    const [month, date] = [this.monthShort(day), day.slice(8, 10)];
    return this.#monthFirst ? `${month} ${date}` : `${date} ${month}`;
  }

  /** `01/11/2026 – 18/11/2026`, or the one day. */
  days(from: string, to: string): string {
    return from === to ? this.day(from) : `${this.day(from)} – ${this.day(to)}`;
  }

  /** `01–18 nov`, `28 oct – 03 nov`, or the one day: for narrow places. */
  daysNamed(from: string, to: string): string {
    if (from === to) return this.dayNamed(from);
    if (from.slice(0, 7) !== to.slice(0, 7)) return `${this.dayNamed(from)} – ${this.dayNamed(to)}`;
    const dates = `${from.slice(8, 10)}–${to.slice(8, 10)}`;
    return this.#monthFirst ? `${this.monthShort(from)} ${dates}` : `${dates} ${this.monthShort(from)}`;
  }

  /** `08:02` */
  time(moment: string): string {
    return moment.slice(11, 16);
  }

  /** `noviembre de 2026` of a month, day or moment. */
  month(month: string): string {
    return this.#month.format(utc(month));
  }

  /** `noviembre` */
  monthName(month: string): string {
    return this.#monthName.format(utc(month));
  }

  /** `nov` */
  monthShort(month: string): string {
    return this.#monthShort.format(utc(month)).replace('.', '');
  }

  /** `miércoles` */
  weekday(day: string): string {
    return this.#weekday.format(utc(day));
  }

  /** `L`, as over the columns of a calendar; Spanish tells Wednesday from Tuesday by an `X`. */
  weekdayLetter(day: string): string {
    const letter = this.#weekdayLetter.format(utc(day)).toUpperCase();
    return this.locale.startsWith('es') && utc(day).getUTCDay() === WEDNESDAY ? 'X' : letter;
  }

  /** `lunes, 7 de septiembre de 2026` */
  dayLong(day: string): string {
    return this.#dayLong.format(utc(day));
  }

  /** `3 d 5 h`, `7 h 45`, `50 min`, `40 s`; `—` for none. */
  duration(seconds: number | null): string {
    if (seconds === null) return NONE;
    if (seconds < MINUTE) return `${Math.max(0, Math.round(seconds))} s`;
    if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
    if (seconds < 2 * DAY) {
      return `${Math.floor(seconds / HOUR)} h ${String(Math.floor((seconds % HOUR) / MINUTE)).padStart(2, '0')}`;
    }
    return `${this.number(Math.floor(seconds / DAY))} d ${Math.floor((seconds % DAY) / HOUR)} h`;
  }

  /** `420 KB`, `1,3 GB`: powers of 1000, as file managers count. */
  bytes(bytes: number): string {
    let [size, unit] = [bytes, 0];
    while (size >= 1000 && unit < BYTE_UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
    const digits = size < 10 && unit > 0 ? this.tenth(size) : this.number(Math.round(size));
    return `${digits} ${BYTE_UNITS[unit] ?? 'B'}`;
  }

  /** `Facturación y Reclamos` */
  list(values: string[]): string {
    return this.#list.format(values);
  }
}

function monthComesFirst(region: string): boolean {
  const parts = new Intl.DateTimeFormat(region).formatToParts(new Date(Date.UTC(2026, 0, 2)));
  const places = parts.map((part) => part.type);
  return places.indexOf('month') < places.indexOf('day') && places.indexOf('year') > places.indexOf('month');
}

function utc(text: string): Date {
  const day = text.length >= 10 ? Number(text.slice(8, 10)) : 1;
  return new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day));
}

function dayBefore(moment: string): string {
  const day = utc(moment.slice(0, 10));
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}
