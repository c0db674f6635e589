/**
 * What the whole window knows: how the program started, the operations, the settings, and where the person is. The
 * settings are written a moment after their last change, so that dragging a splitter is not a hundred writes.
 */
import {
  call,
  commands,
  failureOf,
  type Layout,
  type OperationShown,
  type Settings,
  type Shown,
  type Span,
  type Start,
} from '../host';
import { attempt } from '../shared/attempt';
import { speak } from '../words/index.svelte';
import { listenToArchives } from './archives';
import { FIRST_SPAN } from './spans';

/** The sections of the rail. */
export type Section = 'explore' | 'downloads' | 'settings';

/** What is to be shown in Interacciones: an interaction to read, or a period. */
export type Wanted = { operation: string } & ({ id: number } | { span: Span });

const SAVE_AFTER_MS = 400;
const WIDE = '(min-width: 1600px)';
const noLayout: Layout = { filters: null, reader: null, columns: [] };
const firstSettings: Settings = {
  language: null,
  theme: 'system',
  single_keys: true,
  operation: null,
  span: FIRST_SPAN,
  narrow: noLayout,
  wide: noLayout,
};

class App {
  /** Where the window is in its life. `failed` has why. */
  phase = $state<'starting' | 'ready' | 'failed'>('starting');
  /** Why it could not start. */
  failure = $state.raw<Shown | null>(null);
  /** What people chose once and expect to find again. Change it through `remember`. */
  settings = $state.raw<Settings>(firstSettings);
  /** The connected operations, by name; the sample operation while it is open. */
  operations = $state.raw<OperationShown[]>([]);
  /** The section that is shown. */
  section = $state<Section>('explore');
  /** Another operation is being connected. */
  connecting = $state(false);
  /** An address that someone wants opened, and was not asked about yet. */
  link = $state<string | null>(null);
  /** What Interacciones is to show, until it has taken it up. */
  wanted = $state.raw<Wanted | null>(null);
  /** Whether the list of keys is shown. */
  keysShown = $state(false);
  /** Whether the window is of the wide class (1600 CSS px and more). */
  wide = $state(false);

  #start = $state.raw<Start | null>(null);
  #current = $state<string | null>(null);
  #soon: ReturnType<typeof setTimeout> | undefined;
  #isUnsaved = false;
  #saving: Promise<void> | null = null;

  /** The operation whose sections are shown; none before the first is connected. */
  get operation(): OperationShown | null {
    return this.operations.find((operation) => operation.id === this.#current) ?? this.operations[0] ?? null;
  }

  /** The program's version. */
  get version(): string {
    return this.#start?.version ?? __TRAZA_VERSION__;
  }

  /** The system. */
  get platform(): Start['platform'] {
    return this.#start?.platform ?? 'linux';
  }

  /** The folder of the program's data. */
  get home(): string {
    return this.#start?.home ?? '';
  }

  /** The widths of the panes and the columns, for the window's class. */
  get layout(): Layout {
    return this.wide ? this.settings.wide : this.settings.narrow;
  }

  /** Asks the program how things stand, and shows them. Once more after a failure. */
  async begin(): Promise<void> {
    this.phase = 'starting';
    try {
      const [start] = await Promise.all([call(commands.start()), listenToArchives()]);
      this.#start = start;
      this.operations = start.operations;
      this.settings = start.settings;
      this.#current = start.settings.operation;
      speak(start.settings.language, start.locale);
      showTheme(start.settings.theme);
      this.phase = 'ready';
    } catch (thrown) {
      speak(null, navigator.language);
      this.failure = failureOf(thrown);
      this.phase = 'failed';
    }
  }

  /** Follows the window's width class; call the answer to stop. */
  watchWidth(): () => void {
    const query = window.matchMedia(WIDE);
    const follow = (): void => {
      this.wide = query.matches;
    };
    follow();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }

  /** Changes settings at once and writes them a moment later. */
  remember(change: Partial<Settings>): void {
    this.settings = { ...this.settings, ...change };
    if (change.language !== undefined) speak(change.language, this.#start?.locale ?? 'es-CO');
    if (change.theme !== undefined) showTheme(change.theme);
    this.#saveIn(0);
  }

  /** Remembers widths or columns for the window's class. */
  rememberLayout(change: Partial<Layout>): void {
    const layout = { ...this.layout, ...change };
    this.settings = { ...this.settings, ...(this.wide ? { wide: layout } : { narrow: layout }) };
    this.#saveIn(SAVE_AFTER_MS);
  }

  /** What was chosen is written at once, since the window may be closed next; widths wait until a drag has ended. */
  #saveIn(milliseconds: number): void {
    clearTimeout(this.#soon);
    this.#isUnsaved = true;
    this.#soon = setTimeout(() => void this.save(), milliseconds);
  }

  /** Writes what was not written yet. */
  async save(): Promise<void> {
    clearTimeout(this.#soon);
    if (this.#isUnsaved) this.#saving ??= this.#write();
    await this.#saving;
  }

  /** One write at a time: of two at once the older could come last. What could not be written is so with the next. */
  async #write(): Promise<void> {
    let isWritten = true;
    try {
      while (this.#isUnsaved && isWritten) {
        this.#isUnsaved = false;
        isWritten = await attempt(call(commands.saveSettings(this.settings)));
      }
    } finally {
      this.#isUnsaved ||= !isWritten;
      this.#saving = null;
    }
  }

  /** Shows a section of the current operation. */
  go(section: Section): void {
    this.connecting = false;
    this.section = section;
  }

  /** Goes to Interacciones and shows there what is wanted; an operation that is gone changes nothing. */
  show(wanted: Wanted): void {
    if (!this.operations.some(({ id }) => id === wanted.operation)) return;
    if (this.operation?.id !== wanted.operation) this.choose(wanted.operation);
    this.go('explore');
    this.wanted = wanted;
  }

  /** Shows another operation. */
  choose(id: string): void {
    this.#current = id;
    this.connecting = false;
    if (this.section === 'settings') this.section = 'explore';
    if (this.operation?.is_sample === false) this.remember({ operation: id });
  }

  /** Takes up an operation that was connected or changed. */
  keep(operation: OperationShown): void {
    const others = this.operations.filter((known) => known.id !== operation.id);
    const all = [...others, operation];
    this.operations = all.sort((one, other) =>
      one.is_sample === other.is_sample
        ? one.name.localeCompare(other.name)
        : Number(one.is_sample) - Number(other.is_sample),
    );
  }

  /** Drops an operation that is no longer there; the next one is shown. */
  drop(id: string): void {
    this.operations = this.operations.filter((operation) => operation.id !== id);
    if (this.#current !== id) return;
    this.#current = this.operations[0]?.id ?? null;
    const kept = this.operation;
    this.remember({ operation: kept === null || kept.is_sample ? null : kept.id });
  }

  /** Opens the sample operation and shows it. */
  async openSample(): Promise<void> {
    const sample = await call(commands.openSample());
    this.keep(sample);
    this.choose(sample.id);
    this.go('explore');
  }

  /** Closes the sample operation. */
  async closeSample(): Promise<void> {
    const sample = this.operations.find((operation) => operation.is_sample);
    if (sample === undefined) return;
    await call(commands.closeSample());
    this.drop(sample.id);
  }

  /** Asks before an address is opened outside Traza. */
  askLink(address: string): void {
    this.link = address;
  }
}

function showTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The window's state; there is one window. */
export const app = new App();
