import { call, commands, failureOf, type RawText, type Reading, type Shown } from '../host';

/** Which interaction is to be read, and the search whose hits are marked in it. */
export interface Wanted {
  readonly operation: string;
  readonly id: number;
  readonly text: string;
  /** The state of the archive: another one is read again, for the interaction may have been closed since. */
  readonly generation: number;
}

/**
 * What the reader shows. The last reading stays while the next one is fetched, so that stepping through a list does not
 * flicker; of several that are asked for at once only the last one counts.
 */
export class ReadingStore {
  /** The interaction on the screen; `null` before the first one and where it is gone. */
  reading = $state.raw<Reading | null>(null);
  /** Every field as the server wrote it, once it was asked for. */
  raw = $state.raw<RawText[] | null>(null);
  /** The interaction that was asked for last is no longer in the archive. */
  gone = $state(false);
  /** Why the last one could not be read. */
  failure = $state.raw<Shown | null>(null);
  /** Something is on its way. */
  busy = $state(false);

  #asked = 0;
  #wanted: Wanted | null = null;
  #wantsRaw = false;

  /** Reads an interaction; `null` empties the reader. */
  async open(wanted: Wanted | null): Promise<void> {
    const turn = ++this.#asked;
    const other = wanted?.id !== this.#wanted?.id || wanted?.operation !== this.#wanted?.operation;
    this.#wanted = wanted;
    if (!wanted) {
      this.#show(null);
      return;
    }
    this.busy = true;
    try {
      const [reading, raw] = await this.#fetch(wanted);
      if (turn !== this.#asked) return;
      // A reading that was chosen while its raw text was asked for fetches it itself.
      this.#show(reading, this.#wantsRaw ? raw : null);
      this.gone = reading === null;
      if (this.#wantsRaw && !raw) await this.#fetchRaw(wanted, turn);
    } catch (thrown) {
      if (turn !== this.#asked) return;
      // What cannot be read anew is better than nothing; another interaction's text under this one's place is not.
      if (other) this.#show(null);
      this.busy = false;
      this.failure = failureOf(thrown);
    }
  }

  /** Reads what is shown once more, after a failure. */
  async again(): Promise<void> {
    await this.open(this.#wanted);
  }

  /** Also fetches the raw texts from now on, or no longer. */
  async wantRaw(wants: boolean): Promise<void> {
    this.#wantsRaw = wants;
    if (!wants) {
      this.raw = null;
      return;
    }
    const wanted = this.#wanted;
    if (!wanted || this.busy || this.reading?.row.id !== wanted.id) return;
    const turn = this.#asked;
    try {
      await this.#fetchRaw(wanted, turn);
    } catch (thrown) {
      if (turn === this.#asked) this.failure = failureOf(thrown);
    }
  }

  /** The raw texts of what is shown, whether they are shown or not; `null` where they cannot be had. */
  async readRaw(): Promise<RawText[] | null> {
    const wanted = this.#wanted;
    if (!wanted || this.reading?.row.id !== wanted.id) return null;
    try {
      return this.raw ?? (await call(commands.rawText(wanted.operation, wanted.id)));
    } catch (thrown) {
      this.failure = failureOf(thrown);
      return null;
    }
  }

  async #fetch(wanted: Wanted): Promise<[Reading | null, RawText[] | null]> {
    const raw = this.#wantsRaw ? call(commands.rawText(wanted.operation, wanted.id)) : null;
    const reading = call(commands.read(wanted.operation, wanted.id, wanted.text));
    return Promise.all([reading, raw]);
  }

  async #fetchRaw(wanted: Wanted, turn: number): Promise<void> {
    const raw = await call(commands.rawText(wanted.operation, wanted.id));
    if (turn === this.#asked && this.#wantsRaw) this.raw = raw;
  }

  #show(reading: Reading | null, raw: RawText[] | null = null): void {
    this.reading = reading;
    this.raw = raw;
    this.gone = false;
    this.failure = null;
    this.busy = false;
  }
}
