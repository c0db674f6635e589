/**
 * What the screen *Interacciones* knows of one operation: the question, the last answer with its rows, the row that
 * is read and the rows that are picked.
 *
 * One question is under way at a time; the next waits and is replaced by a newer one, so typing never queues up work.
 * An answer and the rows that the screen will show of it come in together: nothing flickers in between.
 */
import { untrack } from 'svelte';
import type { Answer, Facets, Held, ListRow, Question, Shown } from '../host';
import { failureOf, HostError } from '../host';
import { Rows } from '../shared/list/rows.svelte';
import type { FetchRows, Range } from '../shared/list/rows.svelte';
import { withEarlier } from './filters/facets';
import { Places } from './places';
import { sameRows, sameSpan } from './question';
import { Selection } from './selection.svelte';
import { throttled } from './throttled';

/** The rows of a view. */
export type ViewRows = Rows<ListRow>;

/** What this store asks of the program around the page. */
export interface Source {
  ask: (operation: string, question: Question) => Promise<Answer>;
  page: FetchRows<ListRow>;
  ids: (view: number, from: number, to: number) => Promise<number[]>;
  place: (view: number, id: number) => Promise<number | null>;
  /** Those of some ids that a view has. */
  held: (view: number, ids: number[]) => Promise<Held[]>;
}

/** The row that is read. */
export interface Active {
  id: number;
  /** Where it is in the view; `null` where a filter leaves it out. */
  position: number | null;
}

/** Where the table is to go: a row, and how many pixels of the table's height lie above it. */
export interface Place {
  position: number;
  above: number;
}

/** An answer that nobody has seen for this long is shown, though a newer question waits: typing gives signs of life. */
const UNSEEN_MS = 300;
/** A download may store many times a second; the table follows at a pace that can be read. */
const FOLLOW_MS = 1000;
/** So often the rows are fetched for what is on the screen; whoever scrolls on gets the rest afterwards. */
const ROUNDS = 3;
const ROW = 32;

/** A question that waits. */
interface Waiting {
  question: Question;
  /** The archive changed: the same question, and what is on the screen is to stay where it is. */
  isRefresh: boolean;
}

/** A row on the screen that stays where it is; without an id while its texts are not there. */
interface Marker {
  position: number;
  id: number | null;
}

/** Picking that waits for ids: all of the view, or a range up to a row. */
type Picking = { kind: 'all' } | { kind: 'range'; id: number | null };

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
  readonly selection = new Selection();

  /** The rows that the table shows, kept by the table. */
  seen: Range & { above: number } = { first: 0, last: 40, above: 0 };

  /** Where the person is going, while the row there is fetched. */
  #heading: number | null = null;
  #next: Waiting | null = null;
  #running: Promise<void> | null = null;
  #picking: Picking | null = null;
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
      const position = await this.source.place(rows.view, id);
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

  /** Something is picked, or about to be: a range goes on from its anchor. */
  get isPicking(): boolean {
    return this.selection.size > 0 || this.#picking !== null;
  }

  /** A range starts at a position. */
  anchorAt(position: number): void {
    this.selection.anchorAt(position, this.#idAt(position));
  }

  /** Picks every row from the anchor to a position. */
  async stretchTo(position: number): Promise<void> {
    const { rows } = this;
    if (!rows) return;
    const id = this.#idAt(position);
    const { from, to } = this.selection.rangeTo(position, id);
    await this.#pick({ kind: 'range', id }, rows, from, to);
  }

  /** Picks every row of the view. */
  async selectAll(): Promise<void> {
    const { rows } = this;
    if (!rows || rows.total === 0) return;
    await this.#pick({ kind: 'all' }, rows, 0, rows.total - 1);
  }

  /** Fetches ids and picks them, unless something else was picked meanwhile. */
  async #pick(picking: Picking, rows: ViewRows, from: number, to: number): Promise<void> {
    const { turn } = this.selection;
    this.#picking = picking;
    await this.#quietly(async () => {
      const ids = await this.source.ids(rows.view, from, to);
      // A newer view picks again what was being picked in the older one.
      if (this.rows !== rows || this.#picking !== picking) return;
      this.#picking = null;
      if (this.selection.turn !== turn) return;
      if (picking.kind === 'all') this.selection.replace(ids);
      else this.selection.stretch(ids);
    });
  }

  /** Picks in the view that is shown now what was being picked in the one before. */
  #pickAgain(places: Places): void {
    const picking = this.#picking;
    this.#picking = null;
    if (picking?.kind === 'all') void this.selectAll();
    const to = picking?.kind === 'range' && picking.id !== null ? places.of(picking.id) : null;
    if (to !== null) void this.stretchTo(to);
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
    const rows = new Rows<ListRow>(answer.view, answer.total, this.source.page, (thrown) => {
      this.#stumble(thrown);
    });
    const before = this.#answered;
    const isSameOrder = before?.sort === question.sort;
    const isSame = before !== null && sameRows(before, question) && isSameOrder;
    const stays = isRefresh && isSame;
    const places = new Places(this.source, rows);
    let lacking = this.#lacking(rows, places, stays, 0);
    for (let round = 1; lacking; round += 1) {
      await lacking;
      lacking = this.#lacking(rows, places, stays, round);
    }
    const keeps = stays ? this.#placeToKeep(rows, places) : null;
    // Nothing waits any more: what is on the screen, read and picked at this moment is what goes over.
    this.rows?.stop();
    this.facets = withEarlier(answer.facets, sameSpan(before, question) ? this.facets : null);
    this.#answered = question;
    this.#shownAt = performance.now();
    this.#heading = null;
    this.answer = answer;
    this.rows = rows;
    this.failure = null;
    if (this.active) this.active = { id: this.active.id, position: places.of(this.active.id) };
    this.selection.move((id) => places.of(id));
    if (keeps) this.goal = keeps;
    else if (!isSame) this.goal = { position: 0, above: 0 };
    if (isSame) this.#pickAgain(places);
    else this.#picking = null;
  }

  /** What must still be fetched before a view can be shown; `null` once nothing is lacking. */
  #lacking(rows: ViewRows, places: Places, stays: boolean, round: number): Promise<void> | null {
    const marker = stays && round < ROUNDS ? this.#marker() : null;
    const unknown = places.unknown(this.#concerned(marker));
    if (unknown.length > 0) return places.lookUp(unknown);
    if (round >= ROUNDS) return null;
    const range = this.#screenOf(rows, stays ? this.#placeToKeep(rows, places) : null);
    return rows.has(range) ? null : rows.load(range);
  }

  /** The interactions whose places in the next view matter. */
  *#concerned(marker: Marker | null): Iterable<number> {
    const picking = this.#picking?.kind === 'range' ? this.#picking.id : null;
    for (const id of [marker?.id, this.active?.id, this.selection.anchor, picking]) if (id != null) yield id;
    yield* this.selection.ids;
  }

  /** The rows that the screen will show. */
  #screenOf(rows: ViewRows, keeps: Place | null): Range {
    const height = this.seen.last - this.seen.first;
    const first = keeps ? Math.max(0, keeps.position - Math.ceil(keeps.above / ROW)) : 0;
    return { first, last: Math.min(first + height, rows.total - 1) };
  }

  /** What stays where it is on the screen: the row that is read if it is there, else the first that is. */
  #marker(): Marker | null {
    const { first, last, above } = this.seen;
    const { active } = this;
    if (active?.position != null && active.position >= first && active.position <= last)
      return { position: active.position, id: active.id };
    // At the top with nothing read, what arrives is what people want to see.
    if (first === 0 && above === 0) return null;
    for (let position = first; position <= last; position += 1) {
      const row = this.rows?.peek(position);
      if (row) return { position, id: row.id };
    }
    return { position: first, id: null };
  }

  /** Where the table goes in another view, so that the marker stays where it is. */
  #placeToKeep(rows: ViewRows, places: Places): Place | null {
    const marker = this.#marker();
    if (!marker) return null;
    const { first, above } = this.seen;
    const now = marker.id === null ? null : places.of(marker.id);
    const position = now ?? Math.min(marker.position, Math.max(0, rows.total - 1));
    return { position, above: (marker.position - first) * ROW + above };
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
    if (thrown instanceof HostError && thrown.failure.code === 'view_outdated') {
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
