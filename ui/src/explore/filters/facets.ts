/** How the values of a facet are laid out. */
import type { Facets, FacetValue, Scale } from '../../host';
import { DIMENSIONS } from '../question';

/** Values that are shown before *Ver n más*, and where the window is wide. */
export const FIRST = 5;
export const FIRST_WIDE = 8;
/** From so many values on, a facet can be searched. */
export const LONG = 9;
/** The widest scale that is drawn as columns: more would leave no room for the numbers. */
const MOST_COLUMNS = 7;
/** What the host calls records without a survey. */
const NO_SURVEY = 'none';

/** The values of the survey: those on its scale, words and numbers besides, and its absence. */
export interface Survey {
  columns: FacetValue[];
  others: FacetValue[];
  none: FacetValue;
}

/** The survey's values, with every step of the scale, also where nobody gave it. */
export function survey(values: readonly FacetValue[], scale: Scale): Survey {
  const steps = Array.from({ length: scale.highest - scale.lowest + 1 }, (_, index) => scale.lowest + index);
  const columns = steps.map((step) => values.find(isStep(step)) ?? absent(String(step), String(step)));
  const others = values.filter((value) => value.label !== '' && !columns.includes(value));
  const none = values.find((value) => value.label === '') ?? absent(NO_SURVEY, '');
  return columns.length > MOST_COLUMNS
    ? { columns: [], others: [...columns, ...others], none }
    : { columns, others, none };
}

/** The values to show of a long facet: the first, and the chosen ones wherever they are. */
export function shortened(values: readonly FacetValue[], first: number): FacetValue[] {
  return values.filter((value, index) => index < first || value.chosen);
}

/** The values whose name has the text in it, without regard to case and accents. */
export function matching(
  values: readonly FacetValue[],
  text: string,
  name: (value: FacetValue) => string,
): FacetValue[] {
  const wanted = folded(text.trim());
  return wanted === ''
    ? [...values]
    : values.filter((value) => folded(name(value)).includes(wanted) || value.id?.includes(wanted));
}

/** All facets with the values that an earlier answer had and this one has not: at 0 they stay choosable. */
export function withEarlier(now: Facets, earlier: Facets | null): Facets {
  if (!earlier) return now;
  const merged = { ...now };
  for (const dimension of DIMENSIONS) {
    const list = now[dimension];
    // Of a list that is cut nobody knows which are gone.
    if (list.more > 0) continue;
    const known = new Set(list.values.map(({ value }) => value));
    const gone = earlier[dimension].values.filter(({ value }) => !known.has(value));
    const values = [...list.values, ...gone.map((value) => ({ ...value, count: 0, chosen: false }))];
    merged[dimension] = { ...list, values };
  }
  return merged;
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function isStep(step: number): (value: FacetValue) => boolean {
  return (value) => /^-?\d+([.,]0+)?$/.test(value.label) && Number.parseInt(value.label, 10) === step;
}

function absent(value: string, label: string): FacetValue {
  return { value, label, id: null, tone: null, count: 0, chosen: false };
}
