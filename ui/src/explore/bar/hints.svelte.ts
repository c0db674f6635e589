/**
 * What the program says of a search while it is typed. One request is under way at a time; the next waits and is
 * replaced by a newer one, so typing never queues up work.
 */
import type { SearchEdit, SearchHints, SearchNote, SearchSuggestion, TypedSearch } from '../../host';

/** Asks the program. */
export type AskHints = (typed: TypedSearch) => Promise<SearchHints>;

export class Hints {
  /** What is to be told. */
  notes = $state.raw<SearchNote[]>([]);
  /** What the search can go on with. */
  suggestions = $state.raw<SearchSuggestion[]>([]);
  /** The suggestion that is chosen; -1 for none, so that keys are still those of the field. */
  at = $state(-1);

  /** The text that was asked about last. */
  #asked = $state('');
  /** The text that notes and suggestions are about. */
  #about = '';
  #next: TypedSearch | null = null;
  #isRunning = false;

  constructor(private readonly source: AskHints) {}

  /** Asks what is to be said of a search. */
  ask(typed: TypedSearch): void {
    this.#asked = typed.text;
    this.#next = typed;
    if (!this.#isRunning) void this.#run();
  }

  /** Whether a text was asked about, or is empty, of which there is nothing to say. */
  knows(text: string): boolean {
    return this.#asked === text;
  }

  /** Nothing is searched for: nothing is said. */
  clear(): void {
    this.#asked = '';
    this.#next = null;
    this.notes = [];
    this.close();
  }

  /** Takes the suggestions away; the notes stay. */
  close(): void {
    this.suggestions = [];
    this.at = -1;
  }

  /** Chooses the next suggestion, or the one before; past the ends is none. */
  move(by: 1 | -1): void {
    const places = this.suggestions.length + 1;
    this.at = ((this.at + 1 + by + places) % places) - 1;
  }

  /** The edit that takes a suggestion, if it is about the text as it is now. */
  editOf(index: number, text: string): SearchEdit | null {
    return this.#about === text ? (this.suggestions[index]?.edit ?? null) : null;
  }

  /** The correction that is offered first, if it is about the text as it is now. */
  fixOf(text: string): SearchEdit | null {
    if (this.#about !== text) return null;
    for (const note of this.notes) if (note.kind === 'unknown_field') return note.fix;
    return null;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#next) {
      const typed: TypedSearch = this.#next;
      this.#next = null;
      const hints = await this.#answered(typed);
      // A newer text waits, or the field was emptied meanwhile.
      if (hints === null || this.#asked !== typed.text || this.#isReplaced()) continue;
      this.#about = typed.text;
      this.notes = hints.notes;
      this.suggestions = hints.suggestions;
      this.at = -1;
    }
    this.#isRunning = false;
  }

  /** What else is wrong is told where the search itself fails; without hints it works as well. */
  async #answered(typed: TypedSearch): Promise<SearchHints | null> {
    try {
      return await this.source(typed);
    } catch {
      return null;
    }
  }

  #isReplaced(): boolean {
    return this.#next !== null;
  }
}

/** A text with an edit made. */
export function edited(text: string, edit: SearchEdit): string {
  return text.slice(0, edit.from) + edit.text + text.slice(edit.to);
}
