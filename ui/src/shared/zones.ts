/** Time zones as people look for them: by city, without regard to accents, Colombia's first. */

/** Shown first where nothing is sought: where contact centres on wolkvox are. */
const USUAL = [
  'America/Bogota',
  'America/Mexico_City',
  'America/Lima',
  'America/Guayaquil',
  'America/Panama',
  'America/Santiago',
  'America/Argentina/Buenos_Aires',
  'America/Sao_Paulo',
  'Europe/Madrid',
];

/** The zones whose name holds what is sought, the usual ones first. */
export function findZones(all: readonly string[], sought: string): string[] {
  const words = plain(sought)
    .split(' ')
    .filter((word) => word !== '');
  const found = all.filter((zone) => words.every((word) => plain(zone).includes(word)));
  const usual = USUAL.filter((zone) => found.includes(zone));
  return [...usual, ...found.filter((zone) => !usual.includes(zone))];
}

/** `UTC−5` now, or nothing where this computer does not know the zone. */
export function offsetOf(zone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts();
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    return name.replace('GMT', 'UTC').replace('-', '−');
  } catch {
    return '';
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[_/]/g, ' ').trim();
}
