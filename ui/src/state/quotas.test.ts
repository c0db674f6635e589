import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { Quotas } from './quotas.svelte';

const at = '2026-11-18 14:05:00';
let host: FakeHost;
let quotas: Quotas;

beforeEach(() => {
  host = fakeHost();
  quotas = new Quotas();
});
afterEach(() => {
  host.stop();
});

test('what is said with a plan is taken up unless more is known', () => {
  quotas.take('op', { left: 100, limit: 4000, at });
  quotas.take('op', { left: 90, limit: 4000, at });
  quotas.take('op', { left: 120, limit: 4000, at });
  expect(quotas.of('op')?.left).toBe(90);
  quotas.take('op', { left: 50, limit: 4000, at: '2026-11-18 13:00:00' });
  expect(quotas.of('op')?.left).toBe(90);
  quotas.take('op', { left: 3900, limit: 4000, at: '2026-11-19 08:00:00' });
  expect(quotas.of('op')?.left).toBe(3900);
});

test('asking costs one request at a time, and what fails is told', async () => {
  let answer: (quota: unknown) => void = () => undefined;
  host.answer('quota', () => new Promise((resolve) => (answer = resolve)));
  const first = quotas.ask('op');
  await quotas.ask('op');
  expect(host.calls.filter(({ command }) => command === 'quota')).toHaveLength(1);
  expect(quotas.isAsking('op')).toBe(true);
  answer({ left: 7, limit: 4000, at });
  await first;
  expect([quotas.of('op')?.left, quotas.isAsking('op')]).toEqual([7, false]);
  host.answer('quota', () => fail({ code: 'maintenance' }));
  await quotas.ask('op');
  expect(quotas.failureOf('op')).toEqual({ code: 'maintenance' });
  // What was known before still is.
  expect(quotas.of('op')?.left).toBe(7);
});
