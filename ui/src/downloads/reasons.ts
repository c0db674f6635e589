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
  quota_low: 'tomorrow',
  token_refused: 'newToken',
  token_missing: 'newToken',
  token_busy: 'token',
  token_lock_failed: 'later',
  archive_no_space: 'disk',
  archive_busy: 'later',
  cancelled: 'none',
  full: 'limit',
};

/** The reason as a sentence; a code of a newer program has a sentence too. */
export function reasonWords(code: string, words: Words): string {
  return isCode(code) ? words.reasons[code] : words.reasonUnknown;
}

/** What is probably behind it and what to do; empty for a code of a newer program. */
export function adviceWords(code: string, words: Words): string {
  return isCode(code) ? words.advice[ADVICE[code]] : '';
}

function isCode(code: string): code is Code {
  return Object.hasOwn(ADVICE, code);
}
