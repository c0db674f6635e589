/** Why a part of a download did not come, in words. */
import type { Catalogue } from '../words/index.svelte';

type Words = Catalogue['downloads'];
type Code = keyof Words['reasons'];

/** What is often behind a reason. */
const ADVICE: Record<Code, keyof Words['advice']> = {
  unreachable: 'connection',
  timed_out: 'later',
  cut_off: 'connection',
  too_large: 'limit',
  too_many_at_once: 'token',
  maintenance: 'later',
  server_trouble: 'later',
  not_offered: 'server',
  unreadable: 'server',
  left_origin: 'server',
  refused: 'server',
  proxy: 'system',
  setup: 'system',
  quota_spent: 'tomorrow',
  closed: 'none',
  token_refused: 'newToken',
  token_missing: 'newToken',
  token_busy: 'token',
  token_lock: 'later',
  archive_no_space: 'disk',
  archive_busy: 'later',
  archive: 'none',
  keychain: 'none',
  cancelled: 'none',
  full: 'limit',
};

/** What errors of the program are called among the reasons: there they say no more than this. */
const SAME: Partial<Record<string, Code>> = {
  connection_setup: 'setup',
  request_refused: 'refused',
  token_invalid: 'token_refused',
  token_lock_failed: 'token_lock',
};

/** The reason as a sentence; a code of a newer program has a sentence too. */
export function reasonWords(code: string, words: Words): string {
  const known = codeOf(code);
  return known === null ? words.reasonUnknown : words.reasons[known];
}

/** Whether two codes say the same: that of a part and that of the error that ended the download. */
export function isSameReason(code: string, other: string): boolean {
  return (SAME[code] ?? code) === (SAME[other] ?? other);
}

/** What is probably behind it and what to do; empty for a code of a newer program. */
export function adviceWords(code: string, words: Words): string {
  const known = codeOf(code);
  return known === null ? '' : words.advice[ADVICE[known]];
}

function codeOf(code: string): Code | null {
  if (isCode(code)) return code;
  if (code.startsWith('archive_')) return 'archive';
  if (code.startsWith('keychain_')) return 'keychain';
  return SAME[code] ?? null;
}

function isCode(code: string): code is Code {
  return Object.hasOwn(ADVICE, code);
}
