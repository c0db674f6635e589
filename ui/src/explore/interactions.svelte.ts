/**
 * What the screen *Interacciones* knows of one operation: the question, the last answer with its rows, the row that
 * is read and the rows that are picked.
 *
 * One question is under way at a time; the next waits and is replaced by a newer one, so typing never queues up work.
 * An answer and the rows that the screen will show of it come in together: nothing flickers in between.
 */
import type { Answer, Facets, ListRow, Question, Shown } from '../host';
import { failureOf, HostError } from '../host';
import { withEarlier } from './filters/facets';
import { sameRows, sameSpan } from './question';
import { Rows } from './rows.svelte';
import type { FetchRows, Range } from './rows.svelte';
import { Selection } from './selection.svelte';

/** What this store asks of the program around the page. */
export interface Source {
  ask: (operation: string, question: Question) => Promise<Answer>;
  page: FetchRows;
  ids: (view: number, from: number, to: number) => Promise<number[]>;
  place: (view: number, id: number) => Promise<number | null>;
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
/** Picked rows whose place is asked for one by one; from here on, all ids of the view are fetched at once. */
const FEW = 32;

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
  rows = $state.raw<Rows | null>(null);
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
  #isRunning = false;
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

  /** Picks every row from the anchor to a position. */
  async stretchTo(position: number): Promise<void> {
    const { rows } = this;
    if (!rows) return;
    const { from, to } = this.selection.rangeTo(position);
    await this.#quietly(async () => {
      const ids = await this.source.ids(rows.view, from, to);
      if (this.rows === rows) this.selection.stretch(ids);
    });
  }

  /** Picks every row of the view. */
  async selectAll(): Promise<void> {
    const { rows } = this;
    if (!rows || rows.total === 0) return;
    await this.#quietly(async () => {
      const ids = await this.source.ids(rows.view, 0, rows.total - 1);
      if (this.rows === rows) this.selection.replace(ids);
    });
  }

  async #arrive(rows: Rows, position: number): Promise<void> {
    await rows.load({ first: position, last: position });
    const row = rows.peek(position);
    if (!row || this.rows !== rows || this.#heading !== position) return;
    this.#heading = null;
    this.active = { id: row.id, position };
  }

  #enqueue(waiting: Waiting): void {
    this.#next = waiting;
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
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
    this.#isRunning = false;
  }

  /** A newer question waits, and the screen changed a moment ago. */
  #isPassedOver(): boolean {
    return this.#next !== null && !this.#next.isRefresh && performance.now() - this.#shownAt < UNSEEN_MS;
  }

  /** Fetches the rows that will be on the screen, then shows answer and rows together. */
  async #take(waiting: Waiting, answer: Answer): Promise<void> {
    const rows = new Rows(answer.view, answer.total, this.source.page, (thrown) => {
      this.#stumble(thrown, waiting);
    });
    const keeps = waiting.isRefresh ? await this.#placeToKeep(rows) : null;
    const height = this.seen.last - this.seen.first;
    const first = keeps ? Math.max(0, keeps.position - Math.ceil(keeps.above / 32)) : 0;
    const [active, picked] = await Promise.all([
      this.#activeIn(rows),
      this.#pickedIn(rows),
      rows.load({ first, last: first + height }),
    ]);
    this.rows?.stop();
    const isSameOrder = this.#answered?.sort === waiting.question.sort;
    const isNewQuestion = this.#answered === null || !sameRows(this.#answered, waiting.question) || !isSameOrder;
    const isSameSpan = sameSpan(this.#answered, waiting.question);
    this.facets = withEarlier(answer.facets, isSameSpan ? this.facets : null);
    this.#answered = waiting.question;
    this.#shownAt = performance.now();
    this.#heading = null;
    this.answer = answer;
    this.rows = rows;
    this.failure = null;
    if (this.active && this.active.id === active?.id) this.active = active;
    if (picked) this.selection.replace(picked);
    if (keeps) this.goal = keeps;
    else if (isNewQuestion) this.goal = { position: 0, above: 0 };
  }

  /** What was on the screen, and where it is now: the row that is read if it was there, else the first. */
  async #placeToKeep(rows: Rows): Promise<Place | null> {
    const { first, last, above } = this.seen;
    const active = this.active?.position ?? null;
    const isActiveSeen = active !== null && active >= first && active <= last;
    // At the top with nothing read, what arrives is what people want to see.
    if (!isActiveSeen && first === 0 && above === 0) return null;
    const position = isActiveSeen ? active : first;
    const id = isActiveSeen ? this.active?.id : this.rows?.peek(position)?.id;
    const now = id === undefined ? null : await this.source.place(rows.view, id);
    const kept = now ?? Math.min(position, Math.max(0, rows.total - 1));
    return { position: kept, above: (position - first) * 32 + above };
  }

  /** The row that is read, in another view. */
  async #activeIn(rows: Rows): Promise<Active | null> {
    const { active } = this;
    if (!active) return null;
    return { id: active.id, position: await this.source.place(rows.view, active.id) };
  }

  /** The picked ids that another view still has; `null` where nothing is picked. */
  async #pickedIn(rows: Rows): Promise<number[] | null> {
    const ids = [...this.selection.ids];
    if (ids.length === 0) return null;
    if (rows.total === 0) return [];
    if (ids.length > FEW) {
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- gone with this call
      const inView = new Set(await this.source.ids(rows.view, 0, rows.total - 1));
      return ids.filter((id) => inView.has(id));
    }
    const places = await Promise.all(ids.map((id) => this.source.place(rows.view, id)));
    return ids.filter((_, index) => places[index] !== null);
  }

  /** Does what needs the view; an outdated view is asked for anew, and what was wanted is let go. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#stumble(thrown, { question: this.question, isRefresh: true });
    }
  }

  #stumble(thrown: unknown, waiting: Waiting): void {
    if (thrown instanceof HostError && thrown.failure.code === 'view_outdated') {
      if (!this.#next) this.#enqueue(this.answer === null ? waiting : { ...waiting, question: this.question });
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
