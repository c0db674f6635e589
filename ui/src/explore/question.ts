/**
 * The question that the screen asks: how its parts are changed. Every function answers a new question and leaves the
 * given one as it is, so that an old question can be compared with a new one.
 */
import type { Choices, Question, Span } from '../host';

/** A field with few values that people filter by. */
export type Dimension = keyof Choices;

/** The dimensions in the order of the filters. */
export const DIMENSIONS: readonly Dimension[] = ['score', 'skill', 'agent', 'channel', 'status', 'code'];

/** What one chip stands for: a dimension, the days of the brush, or one case. */
export type Filter = Dimension | 'days' | 'case';

const NOTHING: Choices = { score: [], skill: [], agent: [], channel: [], status: [], code: [] };

/** The question of a fresh screen: all of a span. */
export function everythingOf(span: Span): Question {
  return { span, days: null, text: '', case_id: null, choices: NOTHING, sort: null };
}

/** With a value chosen, or no longer chosen. */
export function toggled(question: Question, dimension: Dimension, value: string): Question {
  const chosen = question.choices[dimension];
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  return { ...question, choices: { ...question.choices, [dimension]: next } };
}

/** With another span. The brush lay on the bars of the old one, so it goes. */
export function withSpan(question: Question, span: Span): Question {
  return { ...question, span, days: null };
}

/** Without one filter. */
export function without(question: Question, filter: Filter): Question {
  switch (filter) {
    case 'days':
      return { ...question, days: null };
    case 'case':
      return { ...question, case_id: null };
    default:
      return { ...question, choices: { ...question.choices, [filter]: [] } };
  }
}

/** Without any filter: the span and the search stay. */
export function withoutFilters(question: Question): Question {
  return { ...question, days: null, case_id: null, choices: NOTHING };
}

/** Without anything that hides an interaction of the span. */
export function unfiltered(question: Question): Question {
  return { ...withoutFilters(question), text: '' };
}

/**
 * The last word of a search, where it was looked for as a whole and might be only the beginning of one: ended by a blank
 * or of two letters; not in quotes, left out or starred.
 */
export function unfinished(text: string): string | null {
  const quotes = text.match(/["“”„«»]/gu)?.length ?? 0;
  const last = /(?:^|\s)([\p{L}\p{N}]{2}|[\p{L}\p{N}]{3,}(?=\s))\s*$/u.exec(text)?.[1];
  return last === undefined || quotes % 2 === 1 ? null : last;
}

/** With a search for all words that begin as its last one. */
export function byBeginning(question: Question): Question {
  return { ...question, text: `${question.text.trimEnd()}*` };
}

/** The filters that are set, in the order of their chips. */
export function filtersOf(question: Question): Filter[] {
  const filters: Filter[] = DIMENSIONS.filter((dimension) => question.choices[dimension].length > 0);
  if (question.days) filters.push('days');
  if (question.case_id !== null) filters.push('case');
  return filters;
}

/** Whether both ask about the same span. */
export function sameSpan(a: Question | null, b: Question): boolean {
  return a !== null && JSON.stringify(a.span) === JSON.stringify(b.span);
}

/** Whether both ask for the same rows, in whatever order. */
export function sameRows(a: Question, b: Question): boolean {
  return JSON.stringify({ ...a, sort: null }) === JSON.stringify({ ...b, sort: null });
}
