/**
 * What the screen *Interacciones* knows of one operation: the question, the last answer with its rows, the row that
 * is read and the rows that are picked.
 *
 * One question is under way at a time; the next waits and is replaced by a newer one, so typing never queues up work.
 * An answer and the rows that the screen will show of it come in together: nothing flickers in between.
 */
import { untrack } from 'svelte';
import type { Answer, DayPlace, Facets, ListPage, ListRow, Question, Shown } from '../host';
import { failureOf, isOutdated } from '../host';
import { CHUNK, Rows } from '../shared/list/rows.svelte';
import type { Range } from '../shared/list/rows.svelte';
import { ROW } from '../shared/list/track';
import { withEarlier } from './filters/facets';
import { Places } from './places';
import type { FindPlaces } from './places';
import { sameRows, sameSpan } from './question';
import { Selection } from './selection.svelte';
import type { PickRows } from './selection.svelte';
import { markerOf, placeToKeep, screenOf } from './staying';
import type { Active, Marker, Place, Seen } from './staying';
import { throttled } from './throttled';

/** The rows of a view. */
export type ViewRows = Rows<ListRow>;

/** What this store asks of the program around the page. */
export interface Source {
  ask: (operation: string, question: Question) => Promise<Answer>;
  page: (view: number, offset: number, limit: number) => Promise<ListPage>;
  pick: PickRows;
  held: FindPlaces;
  /** Where a day begins in a view. */
  placeOfDay: (view: number, day: string) => Promise<DayPlace | null>;
}

/** An answer that nobody has seen for this long is shown, though a newer question waits: typing gives signs of life. */
const UNSEEN_MS = 300;
/** A download may store many times a second; the table follows at a pace that can be read. */
const FOLLOW_MS = 1000;
/** So often the rows are fetched for what is on the screen; whoever scrolls on gets the rest afterwards. */
const ROUNDS = 3;

/** A question that waits. */
interface Waiting {
  question: Question;
  /** The archive changed: the same question, and what is on the screen is to stay where it is. */
  isRefresh: boolean;
}

export class Interactions {
  /** What is asked now; the answer may be that of the question before. */
  question = $state.raw<Question>() as Question;
  /** The last answer, kept while the next is on its way. */
  answer = $state.raw<Answer | null>(null);
  /** The answer's facets, with the values that earlier answers over the same span had. */
  facets = $state.raw<Facets | null>(null);
  /** The answer's rows. */
  rows = $state.raw<ViewRows | null>(null);
  /** Why the last question could not be answered. */
  failure = $state.raw<Shown | null>(null);
  /** A question is under way. */
  isAsking = $state(false);
  /** The row that is read. */
  active = $state.raw<Active | null>(null);
  /** Where the table is to scroll to. A new object each time. */
  goal = $state.raw<Place | null>(null);
  /** The rows that are picked. */
  readonly selection: Selection;

  /** The rows that the table shows, kept by the table. */
  seen: Seen = { first: 0, last: 40, above: 0 };

  /** Where the person is going, while the row there is fetched. */
  #heading: number | null = null;
  #next: Waiting | null = null;
  #running: Promise<void> | null = null;
  readonly #following = throttled(() => {
    this.refresh();
  }, FOLLOW_MS);
  #answered: Question | null = null;
  #shownAt = 0;

  constructor(
    readonly operation: string,
    question: Question,
    private readonly source: Source,
  ) {
    this.question = question;
    this.selection = new Selection(
      (view, pick, seen) => source.pick(view, pick, seen),
      (thrown) => {
        this.#stumble(thrown);
      },
    );
  }

  /** Asks another question. */
  ask(question: Question): void {
    this.question = question;
    this.#enqueue({ question, isRefresh: false });
  }

  /** Asks the same again; what is on the screen stays where it is. */
  refresh(): void {
    // A question of the person that waits says it all, and comes with its own idea of where to look.
    if (!this.#next) this.#enqueue({ question: this.question, isRefresh: this.answer !== null });
  }

  /** The archive changed: asks the same again, at a pace that can be read. */
  follow(): void {
    // What a refresh reads is not what should start the next one.
    untrack(() => {
      this.#following.ask();
    });
  }

  /** Nobody looks: what is still to be followed is let go. */
  rest(): void {
    this.#following.stop();
  }

  /** Asks the same again at once, and waits until the answer is there or failed. */
  async renew(): Promise<void> {
    this.refresh();
    await this.#running;
  }

  /** The position from which a key goes on: a key that is held does not wait for rows to be fetched. */
  get cursor(): number | null {
    return this.#heading ?? this.active?.position ?? null;
  }

  /** Reads the row at a position, which must be in the view. */
  async activate(position: number): Promise<void> {
    const { rows } = this;
    if (!rows || position < 0 || position >= rows.total) return;
    const row = rows.peek(position);
    this.#heading = row ? null : position;
    if (row) this.active = { id: row.id, position };
    else await this.#quietly(() => this.#arrive(rows, position));
  }

  /** Reads an interaction wherever it is: one of the same case may lie outside the view. */
  async open(id: number): Promise<void> {
    const { rows } = this;
    this.active = { id, position: rows?.positionOf(id) ?? null };
    if (!rows || this.active.position !== null) return;
    await this.#quietly(async () => {
      const [held] = await this.source.held(rows.view, [id]);
      const position = held?.place ?? null;
      if (this.rows === rows && this.active?.id === id) this.active = { id, position };
    });
  }

  /** Reads an interaction and brings it into sight. Answers whether the view has it. */
  async show(id: number): Promise<boolean> {
    await this.open(id);
    // A view that is on its way knows the place better.
    await this.#running;
    const { active } = this;
    if (active?.id !== id || active.position === null) return false;
    const height = this.seen.last - this.seen.first;
    this.goal = { position: active.position, above: Math.floor(height / 3) * ROW };
    return true;
  }

  /** Reads the first row of a day, where the table is sorted by a date. Answers which day that row is of, if there is one. */
  async showDay(day: string): Promise<string | null> {
    // A view that is on its way is the one that is meant.
    await this.#running;
    const { rows } = this;
    let found: DayPlace | null = null;
    if (!rows) return null;
    await this.#quietly(async () => {
      found = await this.source.placeOfDay(rows.view, day);
      if (!found || this.rows !== rows) return;
      this.goal = { position: found.place, above: 0 };
      await this.activate(found.place);
    });
    return (found as DayPlace | null)?.day ?? null;
  }

  /** Picks every row from where the range starts to a position; from the row that is read, if nothing is picked yet. */
  stretchTo(position: number): Promise<void> {
    const from = this.cursor ?? position;
    return this.selection.stretch({ position: from, id: this.#idAt(from) }, { position, id: this.#idAt(position) });
  }

  #idAt(position: number): number | null {
    const { active } = this;
    if (active?.position === position) return active.id;
    return this.rows?.peek(position)?.id ?? null;
  }

  async #arrive(rows: ViewRows, position: number): Promise<void> {
    await rows.load({ first: position, last: position });
    const row = rows.peek(position);
    if (!row || this.rows !== rows || this.#heading !== position) return;
    this.#heading = null;
    this.active = { id: row.id, position };
  }

  #enqueue(waiting: Waiting): void {
    this.#next = waiting;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    this.isAsking = true;
    this.#shownAt = performance.now();
    while (this.#next) {
      const waiting: Waiting = this.#next;
      this.#next = null;
      try {
        const answer = await this.source.ask(this.operation, waiting.question);
        if (!this.#isPassedOver()) await this.#take(waiting, answer);
      } catch (thrown) {
        this.#stumble(thrown, waiting);
      }
    }
    this.isAsking = false;
    this.#running = null;
  }

  /** A newer question waits, and the screen changed a moment ago. */
  #isPassedOver(): boolean {
    return this.#next !== null && !this.#next.isRefresh && performance.now() - this.#shownAt < UNSEEN_MS;
  }

  /** Fetches the rows that will be on the screen, then shows answer and rows together. */
  async #take({ question, isRefresh }: Waiting, answer: Answer): Promise<void> {
    const rows = this.#rowsOf(answer);
    const before = this.#answered;
    const isSame = before !== null && sameRows(before, question) && before.sort === question.sort;
    const stays = isRefresh && isSame;
    const places = new Places(this.source.held, answer.view);
    let lacking = this.#lacking(rows, places, stays, 0);
    for (let round = 1; lacking; round += 1) {
      await lacking;
      lacking = this.#lacking(rows, places, stays, round);
    }
    await this.selection.goTo(answer, this.#screen(rows, places, stays), isSame);
    // Who reads another row meanwhile reads it in the new view too.
    for (let late = this.#late(places); late.length > 0; late = this.#late(places)) await places.lookUp(late);
    // Nothing waits any more: what is on the screen and read at this moment is what goes over.
    const keeps = stays ? this.#placeToKeep(rows, places) : null;
    this.rows?.stop();
    this.facets = withEarlier(answer.facets, sameSpan(before, question) ? this.facets : null);
    this.#answered = question;
    this.#shownAt = performance.now();
    this.#heading = null;
    this.answer = answer;
    this.rows = rows;
    this.failure = null;
    if (this.active) this.active = { id: this.active.id, position: places.of(this.active.id) };
    if (keeps) this.goal = keeps;
    else if (!isSame) this.goal = { position: 0, above: 0 };
  }

  #late(places: Places): number[] {
    return places.unknown([this.active?.id]);
  }

  #rowsOf({ view, total }: Answer): ViewRows {
    const { selection } = this;
    const fetch = async (view: number, offset: number, limit: number): Promise<readonly ListRow[]> => {
      const { turn } = selection;
      const { rows, picked } = await this.source.page(view, offset, limit);
      selection.learn(view, offset / CHUNK, picked, turn);
      return rows;
    };
    return new Rows<ListRow>(view, total, fetch, (thrown) => {
      this.#stumble(thrown);
    });
  }

  /** What must still be fetched before a view can be shown; `null` once nothing is lacking. */
  #lacking(rows: ViewRows, places: Places, stays: boolean, round: number): Promise<void> | null {
    const marker = stays && round < ROUNDS ? this.#marker() : null;
    const unknown = places.unknown([marker?.id, this.active?.id]);
    if (unknown.length > 0) return places.lookUp(unknown);
    if (round >= ROUNDS) return null;
    const range = this.#screen(rows, places, stays);
    return rows.has(range) ? null : rows.load(range);
  }

  #marker(): Marker | null {
    return markerOf(this.seen, this.active, (position) => this.rows?.peek(position)?.id ?? null);
  }

  #placeToKeep({ total }: ViewRows, places: Places): Place | null {
    return placeToKeep(this.#marker(), this.seen, places, total);
  }

  /** The rows that the screen will show. */
  #screen(rows: ViewRows, places: Places, stays: boolean): Range {
    return screenOf(this.seen, stays ? this.#placeToKeep(rows, places) : null, rows.total);
  }

  /** Does what needs the view; an outdated view is asked for anew. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#stumble(thrown);
    }
  }

  /** `waiting` is the question that could not be answered; none where something else of a view was wanted. */
  #stumble(thrown: unknown, waiting?: Waiting): void {
    if (isOutdated(thrown)) {
      // What a person asks is asked again at once, and like everything else at a pace if that is outdated as well.
      if (waiting?.isRefresh === false && !this.#next) this.#enqueue({ ...waiting, isRefresh: true });
      else this.follow();
      return;
    }
    if (!this.#next) this.failure = failureOf(thrown);
  }
}

/** The row that is read, if its texts are there. */
export function activeRow(list: Interactions): ListRow | null {
  const position = list.active?.position ?? null;
  return position === null ? null : (list.rows?.at(position) ?? null);
}
