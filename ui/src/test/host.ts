/**
 * A double of the program around the page, over Tauri's own mock: every command answers from seeded data, and a test
 * changes the answer of the one it is about. Never part of the product.
 */
import { mockIPC } from '@tauri-apps/api/mocks';
import { emit } from '@tauri-apps/api/event';
import { countDays } from '../downloads/period';
import type { ChangeKind, Cost, Covered, Days, Failure, Pick, Progress, Question, Seen, Span, Start } from '../host';
import { daysOf as presetDays } from '../state/spans';
import { MemoryArchive, wholeMonth } from './archive';
import { coverage, nothingCovered } from './covered';
import { changesPage, checkUp, followed, runs } from './happened';
import { operation, present, rows, sampleOperation, start } from './seed';
import { failedPart, progress } from './states';

type Args = Record<string, unknown>;
/** What a command answers: a value, or an error thrown with `fail`. */
type Answering = (args: never) => unknown;

/** The double. */
export interface FakeHost {
  /** Every command that was called, in order. */
  calls: { command: string; args: Args }[];
  /** Changes what a command answers. */
  answer(command: string, answering: Answering): void;
  /** Sends an event, as `download-progress`. */
  send(event: string, payload: unknown): Promise<void>;
  /** Forgets its answers. The mock itself stays until the next double: listeners are taken away a moment later. */
  stop(): void;
}

/** What the double starts from. */
export interface Seeded {
  start?: Start;
  rows?: number;
  covered?: Covered;
}

/** Makes a command fail with a code, as the program does. */
export function fail(failure: Failure): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- errors cross as plain objects
  throw failure;
}

/** Puts the double in the program's place. */
export function fakeHost(seeded: Seeded = {}): FakeHost {
  const calls: FakeHost['calls'] = [];
  const answers = new Map<string, Answering>(
    Object.entries({
      ...shell(seeded.start ?? start),
      ...data(seeded.rows ?? 313, seeded.covered),
      ...work(seeded.covered),
    }),
  );
  mockIPC(
    (command, payload) => {
      const args = (payload ?? {}) as Args;
      if (command.startsWith('plugin:')) return null;
      calls.push({ command, args });
      const answering = answers.get(command);
      if (answering === undefined) throw new Error(`the double knows no command ${command}`);
      return (answering as (args: Args) => unknown)(args);
    },
    { shouldMockEvents: true },
  );
  return {
    calls,
    answer: (command, answering) => void answers.set(command, answering),
    send: (event, payload) => emit(event, payload),
    stop: () => answers.clear(),
  };
}

function shell(first: Start): Record<string, Answering> {
  return {
    start: () => first,
    save_settings: () => null,
    check_server: ({ text }: { text: string }) => checkedServer(text),
    zones: () => ['America/Bogota', 'America/Lima', 'America/Mexico_City', 'America/Santiago', 'Europe/Madrid', 'UTC'],
    try_connection: () => ({
      server: '0042',
      origin: 'https://wv0042.wolkvox.com',
      milliseconds: 812,
      requests: 2,
      quota: { left: 3912, limit: 4000 },
      skills: 5,
    }),
    connect: ({ operation: added }: { operation: { name: string; zone: string } }) => ({
      ...operation,
      id: 'aa00bb11cc22dd33',
      name: added.name,
      zone: added.zone,
      has_archive: false,
    }),
    change_operation: ({ id, change }: { id: string; change: object }) => ({
      ...(first.operations.find((known) => known.id === id) ?? operation),
      ...change,
    }),
    replace_token: () => null,
    remove_operation: () => ({ archive: null }),
    open_sample: () => sampleOperation,
    close_sample: () => null,
    storage: () => ({ path: `${first.home}/archives/0011223344556677.db`, bytes: 212_345_678, records: 31_096 }),
    restart: () => null,
    open_folder_of_data: () => null,
    open_address: () => null,
  };
}

function data(count: number, covered?: Covered): Record<string, Answering> {
  const archive = new MemoryArchive(rows(count), covered);
  let text = '';
  return {
    ask: ({ question }: { question: Question }) => {
      text = question.text;
      return archive.ask(question);
    },
    page: ({ offset, limit }: { offset: number; limit: number }) => archive.page(offset, limit, text),
    pick: ({ view, pick, seen }: { view: number; pick: Pick; seen: Seen }) => archive.picks.pick(view, pick, seen),
    held: ({ ids }: { ids: number[] }) => archive.held(ids),
    place_of_day: ({ day }: { day: string }) => archive.placeOfDay(day),
    read: ({ id, text: sought }: { id: number; text: string }) => archive.read(id, sought),
    raw_text: () => [
      { field: 'subject', text: 'Segunda solicitud de reembolso' },
      { field: 'body', text: '<p>Buenas tardes. Es la segunda vez que escribo…</p>' },
    ],
    search_hints: () => ({ notes: [], suggestions: [] }),
    coverage: () => (count === 0 ? nothingCovered : coverage()),
    runs: () => (count === 0 ? [] : runs(archive.rows)),
    changes: (asked: { run: number; kind: ChangeKind | null; offset: number; limit: number }) =>
      changesPage(archive.rows, asked),
  };
}

function work(covered = wholeMonth): Record<string, Answering> {
  const running: Progress[] = [];
  return {
    ...followed(),
    quota: () => ({ left: 2814, limit: 4000, at: present }),
    go_on_now: () => null,
    forget_pending: () => null,
    go_on_tomorrow: () => null,
    notify: () => null,
    diagnose: () => checkUp('address_not_listed'),
    diagnose_connection: () => checkUp('address_not_listed'),
    plan_download: ({ span }: { span: Span }) => cost(span),
    start_download: ({ operation: id }: { operation: string }) => {
      running.push({ ...progress, operation: id, failed: [failedPart] });
      return null;
    },
    cancel_download: () => {
      running.length = 0;
      return null;
    },
    downloads: () => running,
    estimate_export: () => ({
      rows: 313,
      bytes: 420_000,
      file_name: 'interacciones_montelar_2026-11-01_a_2026-11-18.xlsx',
      coverage: covered,
    }),
    export: () => ({
      kind: 'done',
      rows: 313,
      bytes: 418_233,
      file_name: 'interacciones_montelar_2026-11-01_a_2026-11-18.xlsx',
      folder: '/home/ana/Documentos',
      cut: 0,
    }),
    cancel_export: () => null,
    open_exported: () => null,
  };
}

/** A request for a day and a half each, five seconds a day. */
function cost(span: Span): Cost {
  const days = daysOf(span) ?? { from: '2026-08-24', to: present.slice(0, 10) };
  const count = countDays(days);
  return {
    ...days,
    days: count,
    requests: Math.ceil(count / 1.5),
    bytes: 520_000 * count,
    free: 128_000_000_000,
    kept_days: Math.floor(count / 3),
    selects_by: 'creation',
    seconds: 5 * count,
    records: 395 * count,
    quota: { left: 2814, limit: 4000, at: present },
  };
}

function daysOf(span: Span): Days | null {
  return span.kind === 'custom' ? { from: span.from, to: span.to } : presetDays(span.kind, present);
}

function checkedServer(text: string): string {
  const name = /^(?:https?:\/\/)?(?:wv)?([a-z0-9-]+)(?:\.wolkvox\.com.*)?$/i.exec(text.trim())?.[1];
  if (text.trim() === '') return fail({ code: 'server_invalid', params: { reason: 'empty' } });
  return name ?? fail({ code: 'server_invalid', params: { reason: 'not_wolkvox' } });
}
