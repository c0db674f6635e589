import { describe, expect, test } from 'vitest';
import type { Shown } from '../host';
import { failingOf } from '../shared/failures';
import { en } from './en';
import { es } from './es';
import { explain } from './explain';

/** Parameters that every sentence finds its own among. */
const params = {
  name: 'Montelar',
  longest: 80,
  reason: 'empty',
  zone: 'X',
  path: '/p',
  detail: 'raw',
  status: 500,
  failed: 2,
  reach: 'tls',
};
const codes = Object.keys(es.errors) as Shown['code'][];

describe.each([
  ['es', es.errors],
  ['en', en.errors],
])('in %s', (_, words) => {
  test.each(codes)('%s says what happened and how to go on, without raw detail', (code) => {
    const { what, why, next } = explain(words, { code, params } as unknown as Shown);
    expect(what).toMatch(/^[\p{Lu}\d]|^wolkvox/u);
    expect(what).not.toMatch(/[.…]$/);
    for (const sentence of [why, next]) expect(sentence).toMatch(/^$|\.$/);
    expect(`${why}${next}`).not.toBe('');
    expect(`${what} ${why} ${next}`).not.toMatch(/undefined|raw|\/p\b/);
  });
});

test('how far a connection came has words of its own, in both languages', () => {
  for (const words of [es.errors, en.errors]) {
    const said = ['no_name', 'tls', 'proxy', 'no_route', 'refused'].map(
      (reach) => explain(words, { code: 'unreachable', params: { reach } }).what,
    );
    expect(new Set(said).size).toBe(5);
  }
});

test.each(codes)('%s leads on: what can be retried, changed or waited for', (code) => {
  expect(failingOf({ code } as Shown).step).toBeTruthy();
});
