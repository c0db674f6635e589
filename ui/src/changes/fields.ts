/** The fields of a change: in which order, under what name, and how a value is written. */
import type { FieldChange } from '../host';
import { statusName } from '../explore/names';
import { f, NONE, w } from '../words/index.svelte';

/** What people look for first comes first; other fields after these, as they came. */
const ORDER = [
  'status',
  'close_date',
  'evaluation_survey',
  'cod_act',
  'cod_description',
  'agent_name',
  'skill_id',
  'comments',
  'answer',
];
const MOMENTS = new Set(['close_date', 'date_creation']);

/** The fields in the order in which they are shown. */
export function ordered(fields: readonly FieldChange[]): FieldChange[] {
  const place = ({ field }: FieldChange): number => {
    const at = ORDER.indexOf(field);
    return at < 0 ? ORDER.length : at;
  };
  return [...fields].sort((one, other) => place(one) - place(other));
}

/** `Encuesta` for `evaluation_survey`; a field that nobody knows by its own name. */
export function fieldName(field: string): string {
  const names: Partial<Record<string, string>> = w().reader.fields;
  return names[field] ?? field;
}

/** A value as it is written. */
export function valueText(field: string, value: string): string {
  if (value === '') return NONE;
  if (field === 'status') return statusName(value);
  return MOMENTS.has(field) ? f().moment(value) : value;
}
