/** A day of the calendar in one sentence: its name for who does not see it. */
import type { Formats } from '../../words/format';
import type { Catalogue } from '../../words/index.svelte';
import { reasonWords } from '../reasons';
import type { Day } from './looks';

/** `lunes, 7 de septiembre de 2026: Falló. La respuesta llegó incompleta.` */
export function dayWords({ day, look, known }: Day, words: Catalogue['downloads'], formats: Formats): string {
  const head = `${formats.dayLong(day)}: ${words.state[look]}`;
  if (known === null || look === 'future') return head;
  const { records, reason } = known;
  const count = records > 0 ? `, ${words.interactions(records, formats.number(records))}` : '';
  return `${head}${count}${reason === null ? '' : `. ${reasonWords(reason, words)}`}`;
}
