/**
 * A double of the program around the page, over Tauri's own mock: every command answers from seeded data, and a test
 * changes the answer of the one it is about. Never part of the product.
 */
import { mockIPC } from '@tauri-apps/api/mocks';
import { emit } from '@tauri-apps/api/event';
import type { ChangeKind, CoverageShown, DayShown, Failure, Progress, Question, Start } from '../host';
import { MemoryArchive } from './archive';
import { changesPage, checkUp, followed, runs } from './happened';
import { operation, present, rows, sampleOperation, start } from './seed';

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
    Object.entries({ ...shell(seeded.start ?? start), ...data(seeded.rows ?? 313), ...work() }),
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

function data(count: number): Record<string, Answering> {
  const archive = new MemoryArchive(rows(count));
  let text = '';
  return {
    ask: ({ question }: { question: Question }) => {
      text = question.text;
      return archive.ask(question);
    },
    page: ({ offset, limit }: { offset: number; limit: number }) => archive.page(offset, limit, text),
    ids: ({ from, to }: { from: number; to: number }) => archive.ids(from, to),
    place: ({ id }: { id: number }) => archive.place(id),
    held: ({ ids }: { ids: number[] }) =>
      ids
        .map((id) => ({ id, place: archive.place(id) }))
        .filter(({ place }) => place !== null)
        .sort((one, other) => Number(one.place) - Number(other.place)),
    read: ({ id, text: sought }: { id: number; text: string }) => archive.read(id, sought),
    raw_text: () => [
      { field: 'subject', text: 'Segunda solicitud de reembolso' },
      { field: 'body', text: '<p>Buenas tardes. Es la segunda vez que escribo…</p>' },
    ],
    coverage: () => coverage(count),
    runs: () => runs(archive.rows),
    changes: (asked: { run: number; kind: ChangeKind | null; offset: number; limit: number }) =>
      changesPage(archive.rows, asked),
  };
}

function work(): Record<string, Answering> {
  const running: Progress[] = [];
  return {
    ...followed(),
    quota: () => ({ left: 2814, limit: 4000, at: present }),
    notify: () => null,
    diagnose: () => checkUp('address_not_listed'),
    diagnose_connection: () => checkUp('address_not_listed'),
    plan_download: () => ({
      from: '2026-11-01',
      to: '2026-11-18',
      days: 18,
      requests: 12,
      bytes: 9_400_000,
      free: 128_000_000_000,
      kept_days: 6,
      selects_by: 'creation',
      seconds: 96,
      records: 7100,
      quota: { left: 3912, limit: 4000, at: present },
    }),
    start_download: ({ operation: id }: { operation: string }) => {
      running.push({
        operation: id,
        from: '2026-09-01',
        to: '2026-09-30',
        state: { kind: 'asking' },
        requests: 22,
        planned: 34,
        days_done: 17,
        days: 30,
        records: 7968,
        seconds_left: 120,
        failed: [{ from: '2026-09-07 00:00:00', to: '2026-09-07 23:59:59', reason: 'cut_off' }],
      });
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
      coverage: { days: 18, whole: 17, changing: 1, partial: 0, failed: 0, missing: 0, selects_by: 'creation' },
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

function checkedServer(text: string): string {
  const name = /^(?:https?:\/\/)?(?:wv)?([a-z0-9-]+)(?:\.wolkvox\.com.*)?$/i.exec(text.trim())?.[1];
  if (text.trim() === '') return fail({ code: 'server_invalid', params: { reason: 'empty' } });
  return name ?? fail({ code: 'server_invalid', params: { reason: 'not_wolkvox' } });
}

function coverage(count: number): CoverageShown {
  if (count === 0)
    return { selects_by: 'unknown', months: [], records: 0, bytes: 0, last_download: null, present, pending: null };
  const month = (name: string, length: number, complete: number, records: number): CoverageShown['months'][number] => {
    const list = Array.from({ length }, (_, index): DayShown => {
      const day = `${name}-${String(index + 1).padStart(2, '0')}`;
      const state =
        index >= complete ? (name === '2026-11' ? 'changing' : 'missing') : day === '2026-09-06' ? 'empty' : 'complete';
      return {
        day,
        state,
        records: state === 'complete' ? Math.round(records / complete) : 0,
        reason: null,
        fetched_at: state === 'missing' ? null : present,
        gaps: [],
        changing: state === 'changing' ? 12 : 0,
        failed_at: null,
        next: null,
      };
    });
    const failed = list.find((one) => one.day === '2026-09-07');
    if (failed) Object.assign(failed, { state: 'failed', records: 0, reason: 'cut_off', failed_at: present });
    return { month: name, complete, days: length, records, list };
  };
  return {
    selects_by: 'creation',
    months: [
      month('2026-11', 18, 17, 7122),
      month('2026-10', 31, 29, 12_604),
      month('2026-09', 30, 17, 7968),
      month('2026-08', 31, 8, 3402),
    ],
    records: 31_096,
    bytes: 212_345_678,
    last_download: present,
    present,
    pending: null,
  };
}
