/**
 * One export from the dialog to the file: what is chosen, what it will be, the writing, the end. It knows no rows: the
 * program writes what its view holds.
 */
import { call, commands, failureOf, isOutdated } from '../host';
import type { Estimate, Exported, ExportFormat, ExportProgress, ExportTask, Shown } from '../host';
import { attempt } from '../shared/attempt';
import { chosenOf, usualColumns, type ColumnChoice } from './columns';
import type { Region } from './regions';

/** What the table holds: the view, and how many rows are picked in it. */
export interface Exportable {
  /** The view of the last answer; another one after the archive has changed. */
  readonly view: number;
  /** How many rows the view has. */
  readonly total: number;
  /** How many of them are picked. The program knows which, and writes them in the order of the view. */
  readonly selected: number;
  /** Asks for the view of the archive as it is now, and waits until it is there. */
  readonly renew: () => Promise<void>;
}

/** What an estimate depends on. */
interface Basis extends Habit {
  readonly view: number;
  readonly rows: Rows;
  readonly selected: number;
}

/** Choices that follow each other this closely are estimated once. */
const ESTIMATE_AFTER_MS = 200;

/** Which rows are written. */
export type Rows = 'filtered' | 'selected';

/** How far an export is. */
export type Stage =
  | { readonly kind: 'choosing' }
  /** The system's dialog is open, or the first rows are on their way. */
  | { readonly kind: 'saving' }
  | { readonly kind: 'writing'; readonly progress: ExportProgress; readonly stopping: boolean }
  | { readonly kind: 'done'; readonly file: Saved }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: Shown };

/** A file that was written. */
export type Saved = Extract<Exported, { kind: 'done' }>;

/** What is chosen again the next time, until the program ends. */
interface Habit {
  format: ExportFormat;
  columns: ColumnChoice[];
  region: Region | null;
}

const habit: Habit = { format: 'xlsx', columns: usualColumns(), region: null };

export class Exporting {
  format = $state<ExportFormat>(habit.format);
  columns = $state.raw<ColumnChoice[]>(habit.columns);
  region = $state<Region>('');
  rows = $state<Rows>('filtered');
  stage = $state.raw<Stage>({ kind: 'choosing' });
  /** About what the file will be; `null` until it is known. */
  estimate = $state.raw<Estimate | null>(null);
  /** Why it cannot be said what the file will be. */
  failure = $state.raw<Shown | null>(null);
  #basis = $state.raw<Basis | null>(null);
  #asked = 0;

  constructor(
    private readonly table: () => Exportable,
    region: Region,
  ) {
    this.region = habit.region ?? region;
    // Who picked several rows and asks for an export means these.
    this.rows = table().selected > 1 ? 'selected' : 'filtered';
  }

  /** The task as it is chosen now; `null` while no file can come of it. */
  get task(): ExportTask | null {
    const { view, total, selected } = this.table();
    const columns = chosenOf(this.columns);
    const { isPicked } = this;
    const count = isPicked ? selected : total;
    if (columns.length === 0 || count === 0) return null;
    return { view, picked: isPicked, format: this.format, columns, region: this.region };
  }

  /** How many rows the file will have: as the program counts them once it has, until then as they are picked. */
  get count(): number {
    const { view, total, selected } = this.table();
    const basis = this.#basis;
    const isCounted = basis?.view === view && basis.rows === this.rows && basis.selected === selected;
    if (this.estimate && isCounted) return this.estimate.rows;
    return this.isPicked ? selected : total;
  }

  /** Whether it is the picked rows that are written. */
  get isPicked(): boolean {
    return this.rows === 'selected';
  }

  /** Says in a moment what the file will be, since what is chosen may change again at once; the answer lets it be. */
  estimateSoon(): () => void {
    const basis = this.#basisNow();
    const timer = setTimeout(() => void this.estimateAnew(basis), ESTIMATE_AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }

  /** Says anew what the file will be. The last estimate stays until the next is there. */
  async estimateAnew(basis = this.#basisNow()): Promise<void> {
    const turn = ++this.#asked;
    this.failure = null;
    try {
      const { task } = this;
      const estimate = task && (await call(commands.estimateExport(task)));
      if (turn !== this.#asked) return;
      this.estimate = estimate;
      this.#basis = basis;
    } catch (thrown) {
      if (turn !== this.#asked) return;
      // The next view is estimated when it comes; what is on the screen stays until then.
      if (isOutdated(thrown)) await this.table().renew();
      else this.failure = failureOf(thrown);
    }
  }

  /** Opens the system's dialog and writes the file. `title` is the dialog's. */
  async save(title: string): Promise<void> {
    if (!this.task || this.isBusy) return;
    Object.assign(habit, { format: this.format, columns: this.columns, region: this.region });
    this.stage = { kind: 'saving' };
    try {
      this.#end(await this.#written(title));
    } catch (thrown) {
      this.stage = { kind: 'failed', error: failureOf(thrown) };
    }
  }

  /** What came of writing; a view that a download has outdated is asked for anew, once, before anybody is told. */
  async #written(title: string): Promise<Exported | null> {
    const write = async (): Promise<Exported | null> => this.task && (await call(commands.export(this.task, title)));
    try {
      return await write();
    } catch (thrown) {
      if (!isOutdated(thrown)) throw thrown;
      await this.table().renew();
      return await write();
    }
  }

  /** Takes notice of the rows that are written. */
  progressed(progress: ExportProgress): void {
    const { stage } = this;
    if (stage.kind === 'saving') this.stage = { kind: 'writing', progress, stopping: false };
    else if (stage.kind === 'writing') this.stage = { ...stage, progress };
  }

  /** Stops the writing: no file is left. */
  async cancel(): Promise<void> {
    if (this.stage.kind !== 'writing' || this.stage.stopping) return;
    this.#stopping(true);
    if (!(await attempt(call(commands.cancelExport())))) this.#stopping(false);
  }

  /** Back to what can be chosen. */
  chooseAgain(): void {
    if (!this.isBusy) this.stage = { kind: 'choosing' };
  }

  /** The system's dialog is open or the file is being written: nothing can be changed. */
  get isBusy(): boolean {
    return this.stage.kind === 'saving' || this.stage.kind === 'writing';
  }

  #basisNow(): Basis {
    const { view, selected } = this.table();
    const { rows, format, columns, region } = this;
    return { view, selected, rows, format, columns, region };
  }

  #stopping(stopping: boolean): void {
    if (this.stage.kind === 'writing') this.stage = { ...this.stage, stopping };
  }

  #end(exported: Exported | null): void {
    switch (exported?.kind) {
      case undefined:
        this.stage = { kind: 'choosing' };
        return;
      case 'done':
        this.stage = { kind: 'done', file: exported };
        return;
      case 'cancelled':
        this.stage = { kind: 'cancelled' };
        return;
      case 'failed':
        this.stage = { kind: 'failed', error: exported.error };
    }
  }
}
