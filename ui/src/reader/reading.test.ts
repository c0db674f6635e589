import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { ReadingStore, type Wanted } from './reading.svelte';

let host: FakeHost;
/** The readings that are on their way, by id, each with what lets it arrive. */
let coming: Map<number, (reading: unknown) => void>;

beforeEach(() => {
  host = fakeHost();
  coming = new Map();
  host.answer('read', ({ id }: { id: number }) => new Promise((resolve) => coming.set(id, resolve)));
});
afterEach(() => {
  host.stop();
});

const wanted = (id: number, generation = 1): Wanted => ({ operation: 'a', id, text: '', generation });
const reading = (id: number) => ({ row: { id } });

async function shown(store: ReadingStore, id: number): Promise<void> {
  const opening = store.open(wanted(id));
  coming.get(id)?.(reading(id));
  await opening;
}

test('keeps the last reading until the next has come', async () => {
  const store = new ReadingStore();
  await shown(store, 1);
  const opening = store.open(wanted(2));
  expect([store.reading?.row.id, store.busy]).toEqual([1, true]);
  coming.get(2)?.(reading(2));
  await opening;
  expect([store.reading?.row.id, store.busy]).toEqual([2, false]);
});

test('of several that were asked for only the last counts, whenever they come', async () => {
  const store = new ReadingStore();
  const opening = [store.open(wanted(1)), store.open(wanted(2))];
  coming.get(2)?.(reading(2));
  coming.get(1)?.(reading(1));
  await Promise.all(opening);
  expect(store.reading?.row.id).toBe(2);
});

test('what is gone from the archive is said', async () => {
  const store = new ReadingStore();
  const opening = store.open(wanted(1));
  coming.get(1)?.(null);
  await opening;
  expect([store.reading, store.gone]).toEqual([null, true]);
});

test('a failure never leaves another interaction under its place, but keeps the same one', async () => {
  const store = new ReadingStore();
  await shown(store, 1);
  host.answer('read', () => fail({ code: 'archive_busy', params: { path: '/x' } }));
  await store.open(wanted(1, 2));
  expect([store.reading?.row.id, store.failure?.code]).toEqual([1, 'archive_busy']);
  await store.open(wanted(2));
  expect([store.reading, store.failure?.code]).toEqual([null, 'archive_busy']);
});

test('raw texts come with the reading they belong to', async () => {
  const store = new ReadingStore();
  host.answer('raw_text', ({ id }: { id: number }) => [{ field: 'case_id', text: String(id) }]);
  await shown(store, 1);
  expect(store.raw).toBeNull();
  await store.wantRaw(true);
  expect(store.raw?.[0]?.text).toBe('1');
  await shown(store, 2);
  expect(store.raw?.[0]?.text).toBe('2');
  await store.wantRaw(false);
  expect(store.raw).toBeNull();
});

test('nothing chosen empties the reader', async () => {
  const store = new ReadingStore();
  await shown(store, 1);
  await store.open(null);
  expect(store.reading).toBeNull();
});
