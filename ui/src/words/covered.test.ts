import { afterEach, expect, test } from 'vitest';
import type { Covered } from '../host';
import { coveredWords, lackingDays } from './covered';
import { speak } from './index.svelte';

const whole: Covered = {
  days: 30,
  whole: 30,
  changing: 0,
  partial: 0,
  failed: 0,
  missing: 0,
  selects_by: 'creation',
};

afterEach(() => {
  speak('es', 'es-CO');
});

test('a period that is wholly there says so, one that is not says what is lacking', () => {
  expect(coveredWords(whole)).toBe('30 días completos');
  expect(coveredWords({ ...whole, whole: 28, changing: 1, failed: 1 })).toBe(
    '28 de 30 días completos · 1 todavía cambia · 1 falló',
  );
  expect(coveredWords({ ...whole, days: 1, whole: 1 })).toBe('1 día completo');
});

test('a day that still changes is there; one that is partial, failed or missing is not', () => {
  expect(lackingDays({ ...whole, changing: 2 })).toBe(0);
  expect(lackingDays({ ...whole, partial: 1, failed: 2, missing: 3 })).toBe(6);
});

test('in English too', () => {
  speak('en', 'en-US');
  expect(coveredWords({ ...whole, whole: 27, partial: 1, missing: 2 })).toBe(
    '27 of 30 days complete · 1 partial · 2 not downloaded',
  );
});
