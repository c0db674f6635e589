import { expect, test, vi } from 'vitest';
import { HostError } from '../host';
import type { Answer, Facets, Held, ListRow, Question } from '../host';
import { activeRow, Interactions } from './interactions.svelte';
import type { Source } from './interactions.svelte';
import { everythingOf } from './question';

const START = everythingOf({ kind: 'all' });
const NO_FACETS: Facets = { score: [], skill: [], agent: [], channel: [], status: [], code: [] };
const outdated = new HostError({ code: 'view_outdated' });

/** An archive of ids, newest first, that finds those whose number has the text in it. */
class Archive implements Source {
  asked: string[] = [];
  pages = 0;
  /** Questions that wait; `null` where they are answered at once. */
  waiting: (() => void)[] | null = null;
  /** As `waiting`, for what is asked of a view. */
  slow: { held: (() => void)[] | null; ids: (() => void)[] | null } = { held: null, ids: null };
  #view = 0;
  #ids = new Map<number, number[]>();

  constructor(public kept: number[]) {}

  ask = async (_operation: string, question: Question): Promise<Answer> => {
    this.asked.push(question.text);
    if (this.waiting) await new Promise<void>((go) => this.waiting?.push(go));
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

  ids = async (view: number, from: number, to: number): Promise<number[]> => {
    const slow = this.slow.ids;
    if (slow) await new Promise<void>((go) => slow.push(go));
    return (await Promise.resolve(this.#of(view))).slice(from, to + 1);
  };

  place = async (view: number, id: number): Promise<number | null> => {
    const place = (await Promise.resolve(this.#of(view))).indexOf(id);
    return place < 0 ? null : place;
  };

  held = async (view: number, ids: number[]): Promise<Held[]> => {
    const slow = this.slow.held;
    if (slow) await new Promise<void>((go) => slow.push(go));
    const all = await Promise.resolve(this.#of(view));
    return ids.map((id) => ({ id, place: all.indexOf(id) })).filter(({ place }) => place >= 0);
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
  archive.waiting = [];
  for (const text of ['1', '12', '123']) list.ask({ ...START, text });
  expect(archive.asked).toEqual(['', '1']);
  expect(list.question.text).toBe('123');
  expect(list.answer?.total).toBe(300);
  const [first] = archive.waiting;
  archive.waiting = null;
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

/** A list that shows a changed archive, up to where the places of its rows are asked for; the answer lets it go on. */
async function refreshing(archive: Archive, list: Interactions, kept: number[]): Promise<() => Promise<void>> {
  const held: (() => void)[] = [];
  archive.slow.held = held;
  archive.change(kept);
  list.refresh();
  await vi.waitFor(() => {
    expect(held).toHaveLength(1);
  });
  return async () => {
    archive.slow.held = null;
    for (const go of held) go();
    await settled(list);
  };
}

test('what is picked and let go while a refresh is under way stays so', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  for (const id of [300, 299, 298]) list.selection.toggle(id, 300 - id);
  const goOn = await refreshing(archive, list, down(305, 1));
  list.selection.toggle(299, 1);
  list.selection.toggle(290, 10);
  await goOn();
  expect([...list.selection.ids]).toEqual([300, 298, 290]);
});

test('picks that are cleared while a refresh is under way do not come back', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.selection.toggle(290, 10);
  const goOn = await refreshing(archive, list, down(305, 1));
  list.selection.clear();
  await goOn();
  expect(list.selection.size).toBe(0);
});

test('what is picked while a refresh is under way is let go where the new view leaves it out', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.selection.toggle(290, 10);
  const kept = down(305, 1).filter((id) => id !== 295);
  const goOn = await refreshing(archive, list, kept);
  list.selection.toggle(295, 5);
  await goOn();
  expect([...list.selection.ids]).toEqual([290]);
});

test('a row that is activated while a refresh is under way is at its place in the new view', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.activate(3);
  const goOn = await refreshing(archive, list, down(305, 1));
  await list.activate(4);
  await goOn();
  expect(list.active).toEqual({ id: 296, position: 9 });
  expect(activeRow(list)?.id).toBe(296);
});

test('a range starts at the interaction that was picked, wherever it has moved to', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.selection.toggle(290, 10);
  archive.change(down(305, 1));
  list.refresh();
  await settled(list);
  await list.stretchTo(17);
  expect([...list.selection.ids]).toEqual([290, 289, 288]);
});

test('of two ranges the one that was asked for last counts, also where its ids come first', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.selection.toggle(300, 0);
  const ids: (() => void)[] = [];
  archive.slow.ids = ids;
  const stretches = [list.stretchTo(2), list.stretchTo(3)];
  ids[1]?.();
  await stretches[1];
  ids[0]?.();
  await stretches[0];
  expect(list.selection.size).toBe(4);
});

test('a range that is still being fetched keeps its anchor for the next key', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  const ids: (() => void)[] = [];
  archive.slow.ids = ids;
  expect(list.isPicking).toBe(false);
  const stretch = list.stretchTo(1);
  expect([list.selection.size, list.isPicking]).toEqual([0, true]);
  ids[0]?.();
  await stretch;
  expect(list.isPicking).toBe(true);
  list.selection.clear();
  expect(list.isPicking).toBe(false);
});

test('a range whose ids come after the picks were cleared brings nothing back', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  const ids: (() => void)[] = [];
  archive.slow.ids = ids;
  const stretch = list.stretchTo(5);
  list.selection.clear();
  ids[0]?.();
  await stretch;
  expect(list.selection.size).toBe(0);
});

test('a range that was asked of an older view is picked in the new one', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  list.selection.toggle(300, 0);
  archive.change(down(305, 1));
  await list.stretchTo(2);
  await vi.waitFor(() => {
    expect([...list.selection.ids]).toEqual([300, 299, 298]);
  });
});

test('rows that turn out to be outdated while scrolling leave the screen where it is', async () => {
  const archive = new Archive(down(1000, 1));
  const list = await opened(archive);
  list.seen = { first: 30, last: 70, above: -8 };
  archive.change(down(1010, 1));
  list.rows?.want(list.seen);
  await vi.waitFor(() => {
    expect(list.answer?.total).toBe(1010);
  });
  expect(list.goal).toEqual({ position: 40, above: -8 });
  expect(list.rows?.peek(80)?.id).toBe(930);
});

test('views that are outdated again and again cost one question a second', async () => {
  vi.useFakeTimers();
  try {
    const archive = new Archive(down(1000, 1));
    const list = new Interactions('op', START, archive);
    list.ask(START);
    await vi.advanceTimersByTimeAsync(0);
    for (let time = 0; time < 30; time += 1) {
      archive.change(down(1001 + time, 1));
      list.rows?.want({ first: 500, last: 540 });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(archive.asked.length).toBeLessThanOrEqual(5);
    expect(list.failure).toBeNull();
    list.rest();
  } finally {
    vi.useRealTimers();
  }
});

test('letting one go of a whole view copies nothing, and all of them are looked up at once', async () => {
  const archive = new Archive(down(5000, 1));
  const list = await opened(archive);
  await list.selectAll();
  list.selection.toggle(7, 4993);
  archive.change(down(5001, 1));
  archive.held = () => Promise.reject(new Error('asked one by one'));
  list.refresh();
  await settled(list);
  expect(list.failure).toBeNull();
  expect(list.selection.size).toBe(4999);
});
