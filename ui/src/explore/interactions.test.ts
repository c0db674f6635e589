import { tick } from 'svelte';
import { expect, test, vi } from 'vitest';
import { HostError } from '../host';
import type { Answer, DayPlace, Facets, Held, ListPage, ListRow, Pick, Picked, Question, Seen } from '../host';
import { Picks } from '../test/picks';
import { activeRow, Interactions } from './interactions.svelte';
import type { Source } from './interactions.svelte';
import { everythingOf } from './question';

const START = everythingOf({ kind: 'all' });
const NONE = { values: [], more: 0, all: 0 };
const NO_FACETS: Facets = { score: NONE, skill: NONE, agent: NONE, channel: NONE, status: NONE, code: NONE };
const outdated = new HostError({ code: 'view_outdated' });

/** An archive of ids, newest first, that finds those whose number has the text in it. */
class Archive implements Source {
  asked: string[] = [];
  pages = 0;
  /** Questions that wait; `null` where they are answered at once. */
  waiting: (() => void)[] | null = null;
  /** As `waiting`, for what is asked of a view. */
  slow: { held: (() => void)[] | null; pick: (() => void)[] | null } = { held: null, pick: null };
  readonly picks = new Picks((view) => this.#of(view));
  picked: Pick['kind'][] = [];
  #view = 0;
  #ids = new Map<number, number[]>();

  constructor(public kept: number[]) {}

  ask = async (_operation: string, question: Question): Promise<Answer> => {
    this.asked.push(question.text);
    if (this.waiting) await new Promise<void>((go) => this.waiting?.push(go));
    this.#view += 1;
    const ids = this.kept.filter((id) => String(id).includes(question.text));
    this.#ids.set(this.#view, question.sort?.descending === false ? ids.toReversed() : ids);
    return { view: this.#view, total: ids.length, facets: NO_FACETS } as Answer;
  };

  page = async (view: number, offset: number, limit: number): Promise<ListPage> => {
    this.pages += 1;
    const ids = (await Promise.resolve(this.#of(view))).slice(offset, offset + limit);
    return { rows: ids.map((id) => ({ id }) as ListRow), picked: this.picks.among(ids) };
  };

  pick = async (view: number, pick: Pick, seen: Seen): Promise<Picked> => {
    const slow = this.slow.pick;
    if (slow) await new Promise<void>((go) => slow.push(go));
    this.picked.push(pick.kind);
    return Promise.resolve().then(() => this.picks.pick(view, pick, seen));
  };

  placeOfDay = async (view: number, day: string): Promise<DayPlace | null> => {
    const place = (await Promise.resolve(this.#of(view))).findIndex((id) => id <= Number(day));
    return place < 0 ? null : { place, day };
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

/** What is picked, as the program has it, once all that was asked of it is done. */
async function picked(archive: Archive, list: Interactions): Promise<number[]> {
  await list.selection.idle;
  expect(list.selection.size).toBe(archive.picks.picked.size);
  return [...archive.picks.picked];
}

/** Goes to a row and stretches the range to it, as Shift and an arrow do. */
function stretchTo(list: Interactions, position: number): void {
  void list.stretchTo(position);
  void list.activate(position);
}

test('a range reaches from the anchor and can be stretched back', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.toggle(299);
  stretchTo(list, 4);
  expect(await picked(archive, list)).toEqual([299, 298, 297, 296]);
  stretchTo(list, 2);
  expect(await picked(archive, list)).toEqual([299, 298]);
  stretchTo(list, 0);
  expect(new Set(await picked(archive, list))).toEqual(new Set([299, 300]));
});

test('with nothing picked a range starts at the row that is read', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.activate(10);
  stretchTo(list, 11);
  stretchTo(list, 12);
  stretchTo(list, 13);
  expect(await picked(archive, list)).toEqual([290, 289, 288, 287]);
});

test('all of the view can be picked, without a row of it fetched or an id told', async () => {
  const archive = new Archive(down(5000, 1));
  const list = await opened(archive);
  await list.selection.all();
  expect(list.selection.size).toBe(5000);
  expect([archive.pages, archive.picked]).toEqual([1, ['all']]);
  expect(list.selection.has(3)).toBe(true);
});

test('which of the rows that are seen are picked is known with the rows, and asked for where it is not', async () => {
  const archive = new Archive(down(5000, 1));
  const list = await opened(archive);
  await list.selection.all();
  await list.selection.toggle(4990);
  const has = (id: number) => list.selection.has(id);
  expect([has(5000), has(4990), has(4989)]).toEqual([true, false, true]);
  const range = { first: 1000, last: 1020 };
  await list.rows?.load(range);
  list.selection.want(range);
  expect([has(4000), archive.picked]).toEqual([true, ['all', 'toggle']]);
  await list.selection.toggle(3995);
  list.selection.want({ first: 0, last: 20 });
  await vi.waitFor(() => {
    expect(has(5000)).toBe(true);
  });
  expect([has(4990), archive.picked]).toEqual([false, ['all', 'toggle', 'toggle', 'keep']]);
});

test('a look at what is picked that fails is told, and not tried without end', async () => {
  const archive = new Archive(down(5000, 1));
  const list = await opened(archive);
  await list.selection.toggle(4990);
  let looks = 0;
  archive.pick = () => {
    looks += 1;
    return Promise.reject(new HostError({ code: 'work_failed' }));
  };
  list.selection.want({ first: 900, last: 920 });
  await list.selection.idle;
  await tick();
  expect([looks, list.failure?.code]).toEqual([1, 'work_failed']);
});

test('picked rows that a new view leaves out are let go', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.all();
  list.ask({ ...START, text: '29' });
  await settled(list);
  expect(list.selection.size).toBe(13);
  list.ask({ ...START, text: '290' });
  await settled(list);
  expect(await picked(archive, list)).toEqual([290]);
});

test('a question that nobody has seen the answer of takes no picks away', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.all();
  archive.waiting = [];
  list.ask({ ...START, text: '29' });
  list.ask(START);
  const [first] = archive.waiting;
  archive.waiting = null;
  first?.();
  await settled(list);
  expect(list.selection.size).toBe(300);
});

test('what is picked and let go while a refresh is under way stays so', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  for (const id of [300, 299, 298]) void list.selection.toggle(id);
  await list.activate(0);
  const goOn = await refreshing(archive, list, down(305, 1));
  void list.selection.toggle(299);
  void list.selection.toggle(290);
  await goOn();
  expect(await picked(archive, list)).toEqual([300, 298, 290]);
});

test('picks that are cleared while a refresh is under way do not come back', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.toggle(290);
  await list.activate(0);
  const goOn = await refreshing(archive, list, down(305, 1));
  list.selection.clear();
  expect(list.selection.size).toBe(0);
  await goOn();
  expect(await picked(archive, list)).toEqual([]);
});

test('what is picked while a refresh is under way is let go where the new view leaves it out', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.toggle(290);
  await list.activate(0);
  const kept = down(305, 1).filter((id) => id !== 295);
  const goOn = await refreshing(archive, list, kept);
  void list.selection.toggle(295);
  await goOn();
  expect(await picked(archive, list)).toEqual([290]);
});

test('a range starts at the interaction that was picked, wherever it has moved to', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.toggle(290);
  archive.change(down(305, 1));
  list.refresh();
  await settled(list);
  void list.stretchTo(17);
  expect(await picked(archive, list)).toEqual([290, 289, 288]);
});

test('a key that is held stretches as fast as it likes, and the program hears of what counts', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.activate(0);
  const slow: (() => void)[] = [];
  archive.slow.pick = slow;
  for (let to = 1; to <= 50; to += 1) stretchTo(list, to);
  expect(list.selection.isAny).toBe(true);
  archive.slow.pick = null;
  slow[0]?.();
  expect(await picked(archive, list)).toHaveLength(51);
  expect(archive.picked).toEqual(['stretch', 'stretch']);
});

test('a range that is under way when all is cleared brings nothing back', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.activate(0);
  const slow: (() => void)[] = [];
  archive.slow.pick = slow;
  void list.stretchTo(5);
  void list.stretchTo(9);
  list.selection.clear();
  expect(list.selection.isAny).toBe(true);
  archive.slow.pick = null;
  slow[0]?.();
  await vi.waitFor(() => {
    expect(archive.picked).toEqual(['stretch', 'nothing']);
  });
  expect(await picked(archive, list)).toEqual([]);
  expect(list.selection.isAny).toBe(false);
});

test('a range and all that were asked of a view that is gone are picked in the next one', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.toggle(300);
  await list.activate(0);
  archive.change(down(305, 1));
  void list.stretchTo(2);
  await vi.waitFor(() => {
    expect(list.selection.size).toBe(3);
  });
  expect(await picked(archive, list)).toEqual([300, 299, 298]);
  archive.change(down(306, 1));
  void list.selection.all();
  await vi.waitFor(
    () => {
      expect(list.selection.size).toBe(306);
    },
    { timeout: 3000 },
  );
});

test('a range that was asked of a view that is gone is nothing in another order', async () => {
  const archive = new Archive(down(300, 1));
  const list = await opened(archive);
  await list.selection.toggle(300);
  archive.change(down(305, 1));
  archive.waiting = [];
  list.ask({ ...START, sort: { column: 'created', descending: false } });
  void list.stretchTo(2);
  await tick();
  const [first] = archive.waiting;
  archive.waiting = null;
  first?.();
  await settled(list);
  expect(await picked(archive, list)).toEqual([300]);
});

test('the first row of a day is read, once a view that is on its way is there', async () => {
  const list = await opened(new Archive(down(300, 1)));
  list.ask({ ...START, text: '2' });
  expect(await list.showDay('250')).toBe('250');
  expect(list.active).toEqual({ id: 250, position: 49 });
  expect(list.goal).toEqual({ position: 49, above: 0 });
  expect(await list.showDay('1')).toBeNull();
  expect(list.active?.id).toBe(250);
});
