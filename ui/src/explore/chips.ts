/** The chips of a question, and the question in words: what an export says it was. */
import type { Answer, Question } from '../host';
import type { Formats } from '../words/format';
import type { Catalogue } from '../words/index.svelte';
import { valueName } from './names';
import { DIMENSIONS, filtersOf } from './question';
import type { Dimension, Filter } from './question';

/** A filter as its chip says it. */
export interface ChipWords {
  filter: Filter;
  /** *Skill* */
  name: string;
  /** *Facturación, Reclamos* */
  value: string;
}

/** Values that a chip names; more are counted. */
const NAMED = 3;

/** The chips of a question, in order. */
export function chipsOf(question: Question, answer: Answer | null, words: Catalogue, formats: Formats): ChipWords[] {
  return filtersOf(question).map((filter) => {
    switch (filter) {
      case 'days': {
        const { from, to } = question.days ?? { from: '', to: '' };
        const value = from === to ? formats.day(from) : `${formats.dayShort(from)} – ${formats.dayShort(to)}`;
        return { filter, name: words.explore.chips.days, value };
      }
      case 'case':
        return { filter, name: words.explore.chips.case, value: question.case_id ?? '' };
      default: {
        const names = namesOf(filter, question, answer);
        const rest = names.length - NAMED;
        const shown = rest > 1 ? [...names.slice(0, NAMED), words.explore.chips.more(rest)] : names;
        return { filter, name: words.explore.dimensions[filter], value: shown.join(', ') };
      }
    }
  });
}

/** `Este mes, «reembolso», Skill: Facturación, Reclamos`. */
export function inWords(question: Question, answer: Answer | null, words: Catalogue, formats: Formats): string {
  const span = answer?.span ? ` (${formats.days(answer.span.from, answer.span.to)})` : '';
  const parts = [`${words.explore.span.kinds[question.span.kind]}${span}`];
  if (question.text.trim() !== '') parts.push(`«${question.text.trim()}»`);
  for (const { name, value } of chipsOf(question, answer, words, formats)) parts.push(`${name}: ${value}`);
  return parts.join(' · ');
}

/** What the chosen values of a dimension are called; a value that the answer does not know goes by itself. */
function namesOf(dimension: Dimension, question: Question, answer: Answer | null): string[] {
  const chosen = question.choices[dimension];
  const known = answer?.facets[dimension].values ?? [];
  const ordered =
    dimension === DIMENSIONS[0] ? chosen.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })) : chosen;
  return ordered.map((value) => {
    const facet = known.find((other) => other.value === value);
    return valueName(
      dimension,
      facet ?? { value, label: value === 'none' ? '' : value, id: null, tone: null, count: 0, chosen: true },
    );
  });
}
