import { expect, test } from 'vitest';
import { regionName, regionSample, regionsFor, separatorOf, usualRegion } from './regions';

test('shows dates, numbers and the separator of each region', () => {
  const sample = (region: string) => `${regionSample(region, '2026-11-18 14:05:00')} ${separatorOf(region)}`;
  expect(sample('es-CO')).toBe('18/11/2026 · 1.234,56 ;');
  expect(sample('es-CL')).toBe('18/11/2026 · 1.234,56 ;');
  expect(sample('es-MX')).toBe('18/11/2026 · 1,234.56 ,');
  expect(sample('en-US')).toBe('11/18/2026 · 1,234.56 ,');
  expect(sample('sv-SE')).toContain('2026-11-18');
  expect(sample('de-DE')).toContain('18.11.2026');
});

test("a file is read with the page's language in the system's land", () => {
  expect(usualRegion('es-CO', 'es-CO')).toBe('es-CO');
  expect(usualRegion('en-US', 'es-CO')).toBe('en-CO');
  expect(usualRegion('en-US', 'de')).toBe('en-US');
  expect(regionSample('en-CO', '2026-11-18')).toBe('18/11/2026 · 1.234,56');
  expect(separatorOf('en-CO')).toBe(';');
});

test('offers the region of the system first, once', () => {
  expect(regionsFor('es-MX')[0]).toBe('es-MX');
  expect(regionsFor('es-MX').filter((region) => region === 'es-MX')).toHaveLength(1);
  expect(regionsFor('fr-CA')[0]).toBe('fr-CA');
});

test('names a region in the language of the page', () => {
  expect(regionName('es-CO', 'es')).toBe('Español (Colombia)');
  expect(regionName('en-US', 'es')).toBe('Inglés (Estados Unidos)');
  expect(regionName('es-CO', 'en')).toBe('Spanish (Colombia)');
});
