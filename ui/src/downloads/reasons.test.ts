import { expect, test } from 'vitest';
import { en } from '../words/en';
import { es } from '../words/es';
import { adviceWords, isSameReason, reasonWords } from './reasons';

/** Every code that a part, a download, what waits for later or following can give. */
const CODES = [
  'unreachable timed_out cut_off too_large too_many_at_once maintenance server_trouble not_offered unreadable',
  'left_origin refused proxy setup full token_refused quota_spent token_busy token_lock archive cancelled',
  'connection_setup request_refused token_missing archive_no_space archive_damaged keychain_locked token_lock_failed',
].flatMap((line) => line.split(' '));

test.each(CODES)('%s is told in both languages', (code) => {
  for (const { downloads } of [es, en]) {
    expect(reasonWords(code, downloads)).toMatch(/^\S.*\.$/);
    expect(reasonWords(code, downloads)).not.toBe(downloads.reasonUnknown);
  }
  expect(reasonWords(code, es.downloads)).not.toBe(reasonWords(code, en.downloads));
});

test('a part and the error that ended the download may fail for the same reason under two names', () => {
  expect(isSameReason('setup', 'connection_setup')).toBe(true);
  expect(isSameReason('maintenance', 'maintenance')).toBe(true);
  expect(isSameReason('cut_off', 'maintenance')).toBe(false);
});

test('a code of a newer program has a sentence, and no advice is made up for it', () => {
  expect(reasonWords('struck_by_lightning', es.downloads)).toBe('No se sabe por qué.');
  expect(adviceWords('struck_by_lightning', es.downloads)).toBe('');
});
