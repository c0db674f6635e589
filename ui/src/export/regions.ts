/** Regions whose words and separators a file may have, and an example of each. */

/** Separators that a file of the region has between its cells. */
export type Separator = ';' | ',';

/** A region that can be chosen: a locale's name, as `es-CO`. */
export type Region = string;

const OFFERED: readonly Region[] = ['es-CO', 'es-MX', 'es-PE', 'es-EC', 'es-CL', 'es-AR', 'es-ES', 'en-US', 'en-GB'];

/** Regions that write the decimals after a comma although English is read there: as the program has them. */
const COMMA_ENGLISH: readonly string[] = ['AT', 'BE', 'CO', 'DE', 'DK', 'FI', 'NL', 'SE', 'SI', 'ZA'];

/** Regions where an English date does not start with the day. */
const OWN_ENGLISH_DATES: readonly string[] = ['US', 'PR', 'PA', 'PH', 'CA', 'SE'];

/**
 * What a file is most likely read with: the page's language in the system's land. Who reads English on a Colombian
 * computer has a Colombian spreadsheet all the same.
 */
export function usualRegion(locale: string, system: Region): Region {
  const [language] = locale.split('-');
  const [, land] = system.split('-');
  return language !== undefined && land?.length === 2 ? `${language}-${land}` : locale;
}

/** The regions to choose from; the usual one comes first, whatever it is. */
export function regionsFor(usual: Region): Region[] {
  return [usual, ...OFFERED.filter((region) => region !== usual)];
}

/** The region's name in a language, as `español (Colombia)`. */
export function regionName(region: Region, language: string): string {
  const [tongue, land] = region.split('-');
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  const name = capital(languages.of(tongue ?? region) ?? region);
  if (!land) return name;
  return `${name} (${new Intl.DisplayNames(language, { type: 'region' }).of(land) ?? land})`;
}

/** A day and a number as the region writes them: `18/11/2026 · 1.234,56`. */
export function regionSample(region: Region, present: string): string {
  const numbers = isCommaEnglish(region) ? 'es-CO' : region;
  const number = new Intl.NumberFormat(numbers, { minimumFractionDigits: 2, useGrouping: 'always' });
  return `${regionDay(region, present)} · ${number.format(1234.56)}`;
}

/**
 * A day in the order of the region. Some locales write hyphens where the region's spreadsheets write strokes (es-CL):
 * hyphens are for years that come first, as in the file.
 */
function regionDay(region: Region, present: string): string {
  const [language, land] = region.split('-');
  // English in a land that has no form of its own for it takes the American one: the program puts the day first.
  const dates = language === 'en' && !OWN_ENGLISH_DATES.includes(land ?? 'US') ? 'en-GB' : region;
  const format = new Intl.DateTimeFormat(dates, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const parts = format.formatToParts(new Date(`${present.slice(0, 10)}T00:00:00Z`));
  const fields = parts.filter((part) => part.type !== 'literal');
  const isDotted = parts.some((part) => part.type === 'literal' && part.value.includes('.'));
  const between = fields[0]?.type === 'year' ? '-' : isDotted ? '.' : '/';
  return fields.map((part) => part.value).join(between);
}

/** What stands between the cells of the region's CSV: `;` where a comma starts the decimals. */
export function separatorOf(region: Region): Separator {
  if (isCommaEnglish(region)) return ';';
  const parts = new Intl.NumberFormat(region).formatToParts(1.5);
  return parts.some((part) => part.type === 'decimal' && part.value === ',') ? ';' : ',';
}

function isCommaEnglish(region: Region): boolean {
  const [language, land] = region.split('-');
  return language === 'en' && land !== undefined && COMMA_ENGLISH.includes(land);
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
