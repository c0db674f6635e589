/** Errors after which a whole screen stands still: it says what to do instead of showing nothing. */
import type { Failure, Shown } from '../host';

const codes: readonly Failure['code'][] = [
  'keychain_absent',
  'keychain_locked',
  'keychain_failed',
  'archive_key_invalid',
  'archive_key_missing',
  'archive_wrong_key',
  'archive_damaged',
  'archive_newer',
  'archive_failed',
  'no_home_folder',
  'operations_damaged',
  'operations_newer',
  'home_not_writable',
  'home_no_space',
  'home_failed',
  'no_randomness',
];

/** Whether an error calls for [`Trouble`] in place of what was asked for. */
export function isTrouble(error: Shown): boolean {
  return (codes as readonly string[]).includes(error.code);
}
