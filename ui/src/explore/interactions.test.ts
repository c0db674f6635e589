import { expect, test, vi } from 'vitest';
import { HostError } from '../host';
import type { Answer, Facets, ListRow, Question } from '../host';
import { Interactions } from './interactions.svelte';
import type { Source } from './interactions.svelte';
import { everythingOf } from './question';

const START = everythingOf({ kind: 'all' });
const NO_FACETS: Facets = { score: [], skill: [], agent: [], channel: [], status: [], code: [] };
const outdated = new HostError({ code: 'view_outdated' });

/** An archive of ids, newest first, that finds those whose number has the text in it. */
class Archive implements Source {
  asked: string[] = [];
  pages = 0;
  held: (() => void)[] | null = null;
  #view = 0;
  #ids = new Map<number, number[]>();

  constructor(public kept: number[]) {}

  ask = async (_operation: string, question: Question): Promise<Answer> => {
    this.asked.push(question.text);
    if (this.held) await new Promise<void>((go) => this.held?.push(go));
    this.#view += 1;
    const ids = this.kept.filter((id) => String(id).includes(question.text));
    this.#ids = new Map([[this.#view, question.sort?.descending === false ? ids.toReversed() : ids]]);
    return { view: this.#view, total: ids.length, facets: NO_FACETS } as Answer;
  };

  page = async (view: number, offset: number, limit: number): Promise<ListRow[]> => {
    this.pages += 1;
    const ids = await Promise.resolve(this.#of(view));
    return ids.slice(offset, offset + limit).map((id) => ({ id }) as ListRow);
  };

  ids = async (view: number, from: number, to: number): Promise<number[]> =>
    (await Promise.resolve(this.#of(view))).slice(from, to + 1);

  place = async (view: number, id: number): Promise<number | null> => {
    const place = (await Promise.resolve(this.#of(view))).indexOf(id);
    return place < 0 ? null : place;
  };

  /** As when a download wrote: views that were given out are outdated. */
  change(kept: number[]): void {
    this.kept = kept;
    this.#ids.clear();
  }

  #of(view: number): number[] {
    const ids = this.#ids.get(view);
    if (!ids) throw outdated;
    return ids;
  }
}

const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

async function opened(archive: Archive, question = START): Promise<Interactions> {
  const list = new Interactions('op', question, archive);
  list.ask(question);
  await settled(list);
  return list;
}

async function settled(list: Interactions): Promise<void> {
  await vi.waitFor(() => {
    expect(list.isAsking).toBe(false);
  });
}

test('an answer comes in with the rows that the screen shows', async () => {
  const list = await opened(new Archive(down(300, 1)));
  expect(list.answer?.total).toBe(300);
  expect(list.rows?.peek(0)?.id).toBe(300);
  expect(list.rows?.peek(40)?.id).toBe(260);
});

test('one question is under way, the newest waits, and those between are never asked', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  archive.held = [];
  for (const text of ['1', '12', '123']) list.ask({ ...START, text });
  expect(archive.asked).toEqual(['', '1']);
  expect(list.question.text).toBe('123');
  expect(list.answer?.total).toBe(300);
  const [first] = archive.held;
  archive.held = null;
  first?.();
  await settled(list);
  expect(archive.asked).toEqual(['', '1', '123']);
  expect(list.rows?.peek(0)?.id).toBe(123);
  expect(list.answer?.total).toBe(1);
});

test('a view that is outdated while its rows are fetched is asked for again, and nobody is told', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  archive.change(down(301, 1));
  list.rows?.want({ first: 250, last: 280 });
  await vi.waitFor(() => {
    expect(list.answer?.total).toBe(301);
  });
  expect(list.failure).toBeNull();
});

test('what the host cannot do is shown until the next answer', async () => {
  const archive = new Archive([1]);
  const { ask } = archive;
  archive.ask = () => Promise.reject(new HostError({ code: 'archive_busy', params: { path: '/a' } }));
  const list = await opened(archive);
  expect(list.failure?.code).toBe('archive_busy');
  archive.ask = ask;
  list.ask(START);
  await settled(list);
  expect(list.failure).toBeNull();
});

test('a changed archive keeps the row that is read and its place on the screen', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.seen = { first: 100, last: 120, above: -8 };
  list.rows?.want(list.seen);
  await list.activate(110);
  expect(list.active).toEqual({ id: 190, position: 110 });
  archive.change(down(350, 1));
  list.refresh();
  await settled(list);
  expect(list.active).toEqual({ id: 190, position: 160 });
  expect(list.goal).toEqual({ position: 160, above: 312 });
  expect(list.rows?.peek(160)?.id).toBe(190);
});

test('a changed archive keeps the first row on the screen where none is read', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.seen = { first: 40, last: 60, above: -8 };
  archive.change(down(310, 1));
  list.refresh();
  await settled(list);
  expect(list.goal).toEqual({ position: 50, above: -8 });
});

test('at the top with nothing read, what arrives is shown', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  const goal = list.goal;
  archive.change(down(310, 1));
  list.refresh();
  await settled(list);
  expect(list.goal).toBe(goal);
  expect(list.rows?.peek(0)?.id).toBe(310);
});

test('a new question goes to the top and keeps what is read, also where it is not in the view', async () => {
  const list = await opened(new Archive(down(300, 1)));
  await list.activate(3);
  list.seen = { first: 90, last: 110, above: 0 };
  list.ask({ ...START, text: '29' });
  await settled(list);
  expect(list.goal).toEqual({ position: 0, above: 0 });
  expect(list.active).toEqual({ id: 297, position: 2 });
  list.ask({ ...START, text: '11' });
  await settled(list);
  expect(list.active).toEqual({ id: 297, position: null });
});

test('a range reaches from the anchor and can be stretched back', async () => {
  const list = await opened(new Archive(down(300, 1)));
  list.selection.toggle(299, 1);
  await list.stretchTo(4);
  expect([...list.selection.ids]).toEqual([299, 298, 297, 296]);
  await list.stretchTo(2);
  expect([...list.selection.ids]).toEqual([299, 298]);
  await list.stretchTo(0);
  expect(new Set(list.selection.ids)).toEqual(new Set([299, 300]));
});

test('all of the view can be picked, also what was never fetched', async () => {
  const archive = new Archive(down(5000, 1));
  const list = await opened(archive);
  await list.selectAll();
  expect(list.selection.size).toBe(5000);
  expect(archive.pages).toBe(1);
});

test('picked rows that a new view leaves out are let go', async () => {
  const list = await opened(new Archive(down(300, 1)));
  await list.selectAll();
  list.ask({ ...START, text: '29' });
  await settled(list);
  expect(list.selection.size).toBe(13);
  list.ask({ ...START, text: '290' });
  await settled(list);
  expect([...list.selection.ids]).toEqual([290]);
});

test('an interaction outside the view can be read: another of the same case', async () => {
  const list = await opened(new Archive(down(300, 1)), { ...START, text: '29' });
  await list.open(5);
  expect(list.active).toEqual({ id: 5, position: null });
  await list.open(290);
  expect(list.active).toEqual({ id: 290, position: 9 });
});
