/** The columns of a file: which, and in what order. */
import type { ExportColumn, ListColumn } from '../host';

/** Every column, in the order that a person reads an interaction; those that are not chosen stand there too. */
export const ALL_COLUMNS: readonly ExportColumn[] = [
  'created',
  'closed',
  'time_to_close',
  'channel',
  'agent',
  'skill_name',
  'skill_id',
  'case_id',
  'from',
  'to',
  'subject',
  'message',
  'answer',
  'score',
  'code',
  'code_description',
  'status',
  'comments',
  'attachments',
];

/** A column of the file and whether it is written. */
export interface ColumnChoice {
  readonly column: ExportColumn;
  readonly chosen: boolean;
}

/** What a column of the table is in a file. */
const IN_FILE: Record<ListColumn, readonly ExportColumn[]> = {
  created: ['created'],
  channel: ['channel'],
  agent: ['agent'],
  // The table shows the name, or the id where there is none: a file needs both to say the same.
  skill: ['skill_name', 'skill_id'],
  subject: ['subject'],
  score: ['score'],
  code: ['code'],
  status: ['status'],
  time_to_close: ['time_to_close'],
  attachments: ['attachments'],
  case_id: ['case_id'],
  from: ['from'],
  to: ['to'],
  closed: ['closed'],
  code_description: ['code_description'],
};

/** What is written unless a person says otherwise: what an interaction says, not where its parts lie. */
const USUAL: readonly ExportColumn[] = ALL_COLUMNS.filter(
  (column) => !['to', 'code_description', 'comments', 'attachments'].includes(column),
);

/** The usual columns, in the usual order. */
export function usualColumns(): ColumnChoice[] {
  return ALL_COLUMNS.map((column) => ({ column, chosen: USUAL.includes(column) }));
}

/** Every column chosen; their order stays. */
export function everyColumn(choices: readonly ColumnChoice[]): ColumnChoice[] {
  return choices.map(({ column }) => ({ column, chosen: true }));
}

/** The columns that the table shows, in its order; the others follow, not chosen. */
export function asInTable(table: readonly ListColumn[]): ColumnChoice[] {
  const chosen = [...new Set(table.flatMap((column) => IN_FILE[column]))];
  const others = ALL_COLUMNS.filter((column) => !chosen.includes(column));
  return [
    ...chosen.map((column) => ({ column, chosen: true })),
    ...others.map((column) => ({ column, chosen: false })),
  ];
}

/** With one column chosen, or no longer chosen; it keeps its place. */
export function toggled(choices: readonly ColumnChoice[], column: ExportColumn): ColumnChoice[] {
  return choices.map((choice) => (choice.column === column ? { column, chosen: !choice.chosen } : choice));
}

/** With one column at another place; beyond the ends it stays at the end. */
export function moved(choices: readonly ColumnChoice[], column: ExportColumn, to: number): ColumnChoice[] {
  const choice = choices.find((one) => one.column === column);
  if (!choice) return [...choices];
  const others = choices.filter((one) => one !== choice);
  const place = Math.min(Math.max(to, 0), others.length);
  return [...others.slice(0, place), choice, ...others.slice(place)];
}

/** The columns that are written, in their order. */
export function chosenOf(choices: readonly ColumnChoice[]): ExportColumn[] {
  return choices.filter((choice) => choice.chosen).map((choice) => choice.column);
}
