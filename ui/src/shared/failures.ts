/** How an error looks and what a person can do about it: one entry a code, whatever the language. */
import type { Shown } from '../host';

/**
 * `refused`: someone says no, and it stays no until a person changes something. `broken`: something failed that may
 * work again by itself. `wait`: nothing is wrong, it is only not its turn.
 */
export type Severity = 'refused' | 'broken' | 'wait';

/** The one step that leads on. `correct`: what was typed; `none`: outside Traza. */
export type Step =
  'retry' | 'replace_token' | 'correct' | 'other_place' | 'other_name' | 'restart' | 'operations' | 'refresh' | 'none';

/** Severity and step of an error. */
export interface Failing {
  severity: Severity;
  step: Step;
}

const refused = (step: Step): Failing => ({ severity: 'refused', step });
const broken = (step: Step): Failing => ({ severity: 'broken', step });
const wait = (step: Step): Failing => ({ severity: 'wait', step });

const failings: Record<Shown['code'], Failing> = {
  operation_unknown: refused('operations'),
  operation_exists: refused('correct'),
  name_invalid: refused('correct'),
  server_invalid: refused('correct'),
  base_url_invalid: refused('correct'),
  zone_unknown: refused('correct'),

  token_missing: refused('replace_token'),
  token_invalid: refused('correct'),
  archive_key_invalid: refused('restart'),
  archive_key_missing: refused('retry'),
  keychain_absent: refused('restart'),
  keychain_locked: refused('retry'),
  keychain_failed: broken('retry'),
  no_randomness: broken('retry'),

  no_home_folder: refused('restart'),
  operations_damaged: refused('retry'),
  operations_newer: refused('none'),
  home_not_writable: refused('retry'),
  home_no_space: refused('retry'),
  home_failed: broken('retry'),

  token_refused: refused('replace_token'),
  quota_spent: wait('none'),
  too_many_at_once: wait('retry'),
  not_offered: refused('correct'),
  request_refused: refused('none'),
  maintenance: wait('retry'),
  server_trouble: broken('retry'),
  token_lock_failed: refused('retry'),
  sample_failed: broken('retry'),
  windows_failed: broken('retry'),

  unreachable: broken('retry'),
  timed_out: broken('retry'),
  cut_off: broken('retry'),
  too_large: refused('none'),
  left_origin: refused('correct'),
  unreadable: refused('retry'),
  connection_setup: refused('restart'),

  archive_wrong_key: refused('operations'),
  archive_damaged: refused('operations'),
  archive_newer: refused('none'),
  archive_no_space: refused('retry'),
  archive_read_only: refused('retry'),
  archive_busy: wait('retry'),
  archive_failed: broken('retry'),

  file_exists: refused('other_name'),
  file_no_space: refused('other_place'),
  file_read_only: refused('other_place'),
  folder_missing: refused('other_place'),
  file_busy: refused('retry'),
  not_a_file: refused('other_name'),
  cancelled: wait('none'),
  file_failed: broken('other_place'),

  view_outdated: wait('refresh'),
  download_running: wait('none'),
  export_running: wait('none'),
  closing: wait('none'),
  work_failed: broken('retry'),
  cannot_open: broken('none'),
  cannot_notify: broken('none'),
  address_refused: refused('none'),
  period_empty: refused('correct'),
  scale_invalid: refused('correct'),
  settings_not_saved: broken('none'),
  page_failed: broken('retry'),
};

/** How an error looks, and the step that leads on. */
export function failingOf(error: Shown): Failing {
  return failings[error.code];
}
