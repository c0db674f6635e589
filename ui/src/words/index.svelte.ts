/**
 * The words of the page, in the language that is chosen now. `w()` gives the catalogue and `f()` the formats; both are
 * read inside markup or `$derived`, so that a change of language changes every word at once.
 */
import type { Language, Shown } from '../host';
import { en } from './en';
import { es } from './es';
import { explain } from './explain';
import { Formats } from './format';

export { NONE } from './format';
export { explain, type Explained } from './explain';

/** What every language must have. */
export type Catalogue = typeof es;

const catalogues: Record<Language, Catalogue> = { es, en };
/** Where the system's locale is of another language. */
const usualLocale: Record<Language, string> = { es: 'es-CO', en: 'en-US' };

let current = $state<Language>('es');
let system = $state('es-CO');
const formats = $derived(new Formats(localeOf(current, system), system, catalogues[current].shell.nearDays));

/** The catalogue of the current language. */
export function w(): Catalogue {
  return catalogues[current];
}

/** The formats of the current language and the system's region. */
export function f(): Formats {
  return formats;
}

/** The current language. */
export function language(): Language {
  return current;
}

/** Chooses the language; `locale` is the system's, as `es-CO`. */
export function speak(chosen: Language | null, locale: string): void {
  system = isLocale(locale) ? locale : 'es-CO';
  current = chosen ?? systemLanguage(system);
  if (typeof document !== 'undefined') document.documentElement.lang = localeOf(current, system);
}

/** The language of the system where there is a catalogue of it, else Spanish. */
export function systemLanguage(locale: string): Language {
  return locale.toLowerCase().startsWith('en') ? 'en' : 'es';
}

/** An error as one line below the field that it belongs to. */
export function inField(error: Shown): string {
  const { what, why, next } = explain(w().errors, error);
  return [`${what}.`, why, next].filter((part) => part !== '').join(' ');
}

/** The one form for 1, the other for every other number. */
export function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}

function localeOf(chosen: Language, locale: string): string {
  return locale.toLowerCase().startsWith(chosen) ? locale : usualLocale[chosen];
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}
