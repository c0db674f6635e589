// Stands in until the file is generated: the same names and shapes.
import { invoke as __TAURI_INVOKE } from '@tauri-apps/api/core';
import * as __TAURI_EVENT from '@tauri-apps/api/event';

export const commands = {
  start: () => typedError<Start, Error>(__TAURI_INVOKE('start')),
  saveSettings: (settings: Settings) => typedError<null, Error>(__TAURI_INVOKE('save_settings', { settings })),
  checkServer: (text: string) => typedError<string, Error>(__TAURI_INVOKE('check_server', { text })),
  zones: () => __TAURI_INVOKE<string[]>('zones'),
  tryConnection: (connection: NewConnection) =>
    typedError<Tried, Error>(__TAURI_INVOKE('try_connection', { connection })),
  connect: (operation: NewOperation, token: string) =>
    typedError<OperationShown, Error>(__TAURI_INVOKE('connect', { operation, token })),
  changeOperation: (id: string, change: Change) =>
    typedError<OperationShown, Error>(__TAURI_INVOKE('change_operation', { id, change })),
  replaceToken: (id: string, token: string) => typedError<null, Error>(__TAURI_INVOKE('replace_token', { id, token })),
  removeOperation: (id: string, fate: ArchiveFate) =>
    typedError<Removed, Error>(__TAURI_INVOKE('remove_operation', { id, fate })),
  openSample: () => typedError<OperationShown, Error>(__TAURI_INVOKE('open_sample')),
  closeSample: () => typedError<null, Error>(__TAURI_INVOKE('close_sample')),
  storage: (id: string) => typedError<Storage, Error>(__TAURI_INVOKE('storage', { id })),
  restart: () => __TAURI_INVOKE<null>('restart'),
  openFolderOfData: () => typedError<null, Error>(__TAURI_INVOKE('open_folder_of_data')),

  ask: (operation: string, question: Question) =>
    typedError<Answer, Error>(__TAURI_INVOKE('ask', { operation, question })),
  page: (view: number, offset: number, limit: number) =>
    typedError<ListRow[], Error>(__TAURI_INVOKE('page', { view, offset, limit })),
  ids: (view: number, from: number, to: number) =>
    typedError<number[], Error>(__TAURI_INVOKE('ids', { view, from, to })),
  place: (view: number, id: number) => typedError<number | null, Error>(__TAURI_INVOKE('place', { view, id })),
  read: (operation: string, id: number, text: string) =>
    typedError<Reading | null, Error>(__TAURI_INVOKE('read', { operation, id, text })),
  rawText: (operation: string, id: number) =>
    typedError<RawText[], Error>(__TAURI_INVOKE('raw_text', { operation, id })),
  openAddress: (address: string) => typedError<null, Error>(__TAURI_INVOKE('open_address', { address })),

  planDownload: (operation: string, span: Span, refresh: boolean) =>
    typedError<Cost, Error>(__TAURI_INVOKE('plan_download', { operation, span, refresh })),
  startDownload: (operation: string, span: Span, refresh: boolean) =>
    typedError<null, Error>(__TAURI_INVOKE('start_download', { operation, span, refresh })),
  cancelDownload: (operation: string) => typedError<null, Error>(__TAURI_INVOKE('cancel_download', { operation })),
  downloads: () => __TAURI_INVOKE<Progress[]>('downloads'),
  coverage: (operation: string) => typedError<CoverageShown, Error>(__TAURI_INVOKE('coverage', { operation })),

  estimateExport: (task: ExportTask) => typedError<Estimate, Error>(__TAURI_INVOKE('estimate_export', { task })),
  export: (task: ExportTask, title: string) =>
    typedError<Exported | null, Error>(__TAURI_INVOKE('export', { task, title })),
  cancelExport: () => __TAURI_INVOKE<null>('cancel_export'),
  openExported: (what: ExportedPlace) => typedError<null, Error>(__TAURI_INVOKE('open_exported', { what })),
};

export const events = {
  archiveChanged: makeEvent<ArchiveChanged>('archive-changed'),
  linkWanted: makeEvent<LinkWanted>('link-wanted'),
  downloadProgress: makeEvent<DownloadProgress>('download-progress'),
  downloadEnded: makeEvent<DownloadEnded>('download-ended'),
  exportProgress: makeEvent<ExportProgress>('export-progress'),
};

export type Language = 'es' | 'en';
export type Theme = 'system' | 'light' | 'dark';
export type Platform = 'linux' | 'macos' | 'windows';
export type ArchiveFate = 'keep' | 'delete';
export type Tone = 's1' | 's2' | 's3' | 's4' | 's5';
export type ListColumn =
  | 'created'
  | 'channel'
  | 'agent'
  | 'skill'
  | 'subject'
  | 'score'
  | 'code'
  | 'status'
  | 'time_to_close'
  | 'attachments'
  | 'case_id'
  | 'from'
  | 'to'
  | 'closed'
  | 'code_description';

export type Start = {
  version: string;
  operations: OperationShown[];
  settings: Settings;
  locale: string;
  platform: Platform;
  home: string;
};
export type Settings = {
  language: Language | null;
  theme: Theme;
  single_keys: boolean;
  operation: string | null;
  span: Span;
  narrow: Layout;
  wide: Layout;
};
export type Layout = { filters: number | null; reader: number | null; columns: ColumnLayout[] };
export type ColumnLayout = { column: ListColumn; width: number | null; shown: boolean };
export type OperationShown = {
  id: string;
  name: string;
  server: string;
  base_url: string | null;
  zone: string;
  scale: Scale;
  is_sample: boolean;
  has_archive: boolean;
};
export type Scale = { lowest: number; highest: number; satisfied_from: number };
export type Span =
  | { kind: 'all' }
  | { kind: 'today' }
  | { kind: 'yesterday' }
  | { kind: 'this_week' }
  | { kind: 'last_week' }
  | { kind: 'last7_days' }
  | { kind: 'last30_days' }
  | { kind: 'this_month' }
  | { kind: 'last_month' }
  | { kind: 'last3_months' }
  | { kind: 'this_year' }
  | { kind: 'custom'; from: string; to: string };

export type NewConnection = {
  server: string;
  base_url: string | null;
  zone: string;
  token: string | null;
  operation: string | null;
};
export type Quota = { left: number; limit: number };
export type Tried = {
  server: string;
  origin: string;
  milliseconds: number;
  requests: number;
  quota: Quota | null;
  skills: number | null;
};
export type NewOperation = { name: string; server: string; base_url: string | null; zone: string };
export type Change = { name: string; zone: string; scale: Scale };
export type Removed = { archive: string | null };
export type Storage = { path: string; bytes: number; records: number };

export type Days = { from: string; to: string };
export type Sort = { column: ListColumn; descending: boolean };
export type Choices = {
  score: string[];
  skill: string[];
  agent: string[];
  channel: string[];
  status: string[];
  code: string[];
};
export type Question = {
  span: Span;
  days: Days | null;
  text: string;
  case_id: string | null;
  choices: Choices;
  sort: Sort | null;
};
export type Answer = {
  view: number;
  total: number;
  kept: number;
  in_span: number;
  span: Days | null;
  present: string;
  summary: Summary;
  timeline: Timeline;
  facets: Facets;
  last_download: string | null;
  set_aside: number;
  generation: number;
};
export type Summary = {
  answered: number;
  scored: number;
  mean: number | null;
  margin: number | null;
  closed: number;
  median_seconds: number | null;
};
export type TimelineStep = 'day' | 'week' | 'month';
export type Timeline = { step: TimelineStep; bars: Bar[] };
export type Bar = { from: string; to: string; total: number; low: number };
export type Facets = {
  score: FacetValue[];
  skill: FacetValue[];
  agent: FacetValue[];
  channel: FacetValue[];
  status: FacetValue[];
  code: FacetValue[];
};
export type FacetValue = {
  value: string;
  label: string;
  id: string | null;
  tone: Tone | null;
  count: number;
  chosen: boolean;
};
export type Piece = { text: string; hit: boolean };
export type ScoreShown = { text: string; tone: Tone | null };
export type ListRow = {
  id: number;
  created: string;
  closed: string;
  seconds_to_close: number | null;
  channel: string;
  agent: string;
  skill: string;
  skill_id: string;
  subject: Piece[];
  snippet: Piece[] | null;
  score: ScoreShown | null;
  code: string;
  code_description: string;
  status: string;
  attachments: number;
  case_id: string;
  from: string;
  to: string;
};
export type Reading = {
  row: ListRow;
  from: Piece[];
  to: Piece[];
  message: Message | null;
  answer: Message | null;
  comments: Piece[];
  attachments: Attachment[];
  extra: RawText[];
  related: ListRow[];
  related_total: number;
};
export type Message = { html: string; quoted: Quoted | null; blocked_pictures: number };
export type Quoted = { html: string; messages: number };
export type Attachment = { name: string; address: string | null };
export type RawText = { field: string; text: string };

export type SelectsBy = 'creation' | 'closing' | 'unknown';
export type Cost = {
  from: string;
  to: string;
  days: number;
  requests: number;
  bytes: number | null;
  free: number | null;
  kept_days: number;
  selects_by: SelectsBy;
};
export type Working =
  | { kind: 'waiting_for_token' }
  | { kind: 'asking' }
  | { kind: 'retrying'; reason: string; seconds: number }
  | { kind: 'settling' };
export type FailedWindow = { from: string; to: string; reason: string };
export type Progress = {
  operation: string;
  from: string;
  to: string;
  state: Working;
  requests: number;
  planned: number;
  days_done: number;
  days: number;
  records: number;
  seconds_left: number | null;
  failed: FailedWindow[];
};
export type How = { kind: 'done' } | { kind: 'cancelled' } | { kind: 'failed'; error: Error };
export type Ended = {
  operation: string;
  from: string;
  to: string;
  how: How;
  records: number;
  requests: number;
  windows: number;
  set_aside: number;
  complete: boolean;
};
export type DayState = 'failed' | 'missing' | 'partial' | 'changing' | 'empty' | 'complete';
export type DayShown = { day: string; state: DayState; records: number; reason: string | null };
export type Month = { month: string; complete: number; days: number; records: number; list: DayShown[] };
export type CoverageShown = {
  selects_by: SelectsBy;
  months: Month[];
  records: number;
  bytes: number;
  last_download: string | null;
  present: string;
};

export type ExportFormat = 'xlsx' | 'csv' | 'json';
export type ExportColumn =
  | 'created'
  | 'closed'
  | 'time_to_close'
  | 'channel'
  | 'agent'
  | 'skill_name'
  | 'skill_id'
  | 'case_id'
  | 'from'
  | 'to'
  | 'subject'
  | 'message'
  | 'answer'
  | 'score'
  | 'code'
  | 'code_description'
  | 'status'
  | 'comments'
  | 'attachments';
export type ExportTask = {
  view: number;
  ids: number[] | null;
  format: ExportFormat;
  columns: ExportColumn[];
  region: string;
};
export type Estimate = { rows: number; bytes: number; file_name: string };
export type Exported =
  | { kind: 'done'; rows: number; bytes: number; file_name: string; folder: string; cut: number }
  | { kind: 'cancelled' }
  | { kind: 'failed'; error: Error };
export type ExportedPlace = 'file' | 'folder';

export type ArchiveChanged = { operation: string };
export type LinkWanted = { address: string };
export type DownloadProgress = Progress;
export type DownloadEnded = Ended;
export type ExportProgress = { rows: number; total: number };

export type ServerReason = 'empty' | 'not_wolkvox' | 'bad_characters';
export type Secret = 'token' | 'archive_key';

/** What went wrong: a code, and what its sentence may name. */
export type Error =
  | { code: 'operation_unknown'; params: { name: string } }
  | { code: 'operation_exists'; params: { name: string } }
  | { code: 'name_invalid'; params: { longest: number } }
  | { code: 'server_invalid'; params: { reason: ServerReason } }
  | { code: 'base_url_invalid' }
  | { code: 'zone_unknown'; params: { zone: string } }
  | { code: 'token_missing' }
  | { code: 'token_invalid' }
  | { code: 'archive_key_invalid' }
  | { code: 'archive_key_missing'; params: { path: string } }
  | { code: 'keychain_absent'; params: { secret: Secret } }
  | { code: 'keychain_locked'; params: { secret: Secret } }
  | { code: 'keychain_failed'; params: { detail: string } }
  | { code: 'no_randomness' }
  | { code: 'no_home_folder' }
  | { code: 'operations_damaged'; params: { path: string } }
  | { code: 'operations_newer'; params: { path: string } }
  | { code: 'home_not_writable'; params: { path: string } }
  | { code: 'home_no_space'; params: { path: string } }
  | { code: 'home_failed'; params: { path: string; detail: string } }
  | { code: 'token_refused' }
  | { code: 'quota_spent' }
  | { code: 'too_many_at_once' }
  | { code: 'not_offered' }
  | { code: 'request_refused'; params: { status: number | null } }
  | { code: 'maintenance' }
  | { code: 'server_trouble'; params: { status: number | null } }
  | { code: 'token_lock_failed'; params: { detail: string } }
  | { code: 'sample_failed'; params: { detail: string } }
  | { code: 'windows_failed'; params: { failed: number; reason: string } }
  | { code: 'unreachable'; params: { reach: string } }
  | { code: 'timed_out' }
  | { code: 'cut_off' }
  | { code: 'too_large' }
  | { code: 'left_origin' }
  | { code: 'unreadable' }
  | { code: 'connection_setup' }
  | { code: 'archive_wrong_key'; params: { path: string } }
  | { code: 'archive_damaged'; params: { path: string } }
  | { code: 'archive_newer'; params: { path: string } }
  | { code: 'archive_no_space'; params: { path: string } }
  | { code: 'archive_read_only'; params: { path: string } }
  | { code: 'archive_busy'; params: { path: string } }
  | { code: 'archive_failed'; params: { path: string; detail: string } }
  | { code: 'file_exists'; params: { path: string } }
  | { code: 'file_no_space'; params: { path: string } }
  | { code: 'file_read_only'; params: { path: string } }
  | { code: 'folder_missing'; params: { path: string } }
  | { code: 'file_busy'; params: { path: string } }
  | { code: 'not_a_file'; params: { path: string } }
  | { code: 'cancelled' }
  | { code: 'file_failed'; params: { path: string; detail: string } }
  | { code: 'view_outdated' }
  | { code: 'download_running' }
  | { code: 'export_running' }
  | { code: 'cannot_open'; params: { detail: string } };

async function typedError<T, E>(
  result: Promise<T>,
): Promise<{ status: 'ok'; data: T } | { status: 'error'; error: E }> {
  try {
    return { status: 'ok', data: await result };
  } catch (e) {
    if (e instanceof globalThis.Error) throw e;
    return { status: 'error', error: e as E };
  }
}

function makeEvent<T>(name: string) {
  return {
    listen: (cb: __TAURI_EVENT.EventCallback<T>) => __TAURI_EVENT.listen<T>(name, cb),
    once: (cb: __TAURI_EVENT.EventCallback<T>) => __TAURI_EVENT.once<T>(name, cb),
  };
}
