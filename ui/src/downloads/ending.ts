/** How a download ended, in words. */
import type { Ended } from '../host';
import type { Formats } from '../words/format';
import type { Catalogue } from '../words/index.svelte';
import { periodWords } from './period';

/** One sentence. A download that is done may still lack windows that failed. */
export function endWords(
  ended: Ended,
  present: string | null,
  words: Catalogue['downloads'],
  formats: Formats,
): string {
  const period = periodWords(ended, present, formats);
  switch (ended.how.kind) {
    case 'done':
      return ended.complete ? words.doneTitle(period) : words.incompleteTitle(period);
    case 'cancelled':
      return words.cancelledTitle(period);
    case 'failed':
      return ended.how.error.code === 'windows_failed' ? words.incompleteTitle(period) : words.failedTitle(period);
  }
}
