/** What is told of a search, in words. */
import type { SearchField, SearchNote } from '../../host';
import type { Catalogue } from '../../words/index.svelte';
import type { Dimension } from '../question';

/** Characters of what was typed that a note repeats. */
const REPEATED = 40;

/** A note in a sentence. */
export function noteWords(note: SearchNote, words: Catalogue['explore']['search']): string {
  const typed = note.typed.length > REPEATED ? `${note.typed.slice(0, REPEATED)}…` : note.typed;
  switch (note.kind) {
    case 'unknown_field':
      return words.unknownField(typed);
    case 'no_such_value':
      return words.noSuchValue[dimensionOf(note.field)](typed);
    case 'no_score':
      return words.noScore(typed);
  }
}

/** The dimension whose values a field is about. Fields of texts have none, and are never asked for values. */
export function dimensionOf(field: SearchField): Dimension {
  switch (field) {
    case 'agent':
    case 'skill':
    case 'score':
    case 'channel':
    case 'status':
    case 'code':
      return field;
    default:
      throw new Error(`${field} has no values`);
  }
}
