import type { Language } from '../host';

/** The languages, each in its own words. */
export const languageNames: Record<Language, string> = { es: 'Español (Colombia)', en: 'English' };
