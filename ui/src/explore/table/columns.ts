/**
 * The columns of the table: which there are, how wide, in what order. Widths are those of the design at 1366 and at
 * 1920; the subject takes what the others leave.
 */
import type { ColumnLayout, ListColumn, Sort } from '../../host';

/** How a column is drawn. */
export interface Shape {
  column: ListColumn;
  /** Pixels under 1600 px of window, and from there on; `null`: what the others leave. */
  narrow: number | null;
  wide: number | null;
  /** As small as it may be made. */
  least: number;
  align: 'start' | 'center' | 'end';
  /** What a first click on its head does. */
  first: 'ascending' | 'descending';
  /** Shown unless people choose otherwise. */
  usual: boolean;
}

/** A column as it is shown. */
export interface Placed extends Shape {
  /** Pixels. */
  width: number;
}

/** Pixels between columns, and at the ends of a row. */
export const GAP = 8;
export const START_PAD = 10;
export const END_PAD = 12;
/** The subject is never narrower: the table scrolls sideways first. */
const LEAST_SUBJECT = 120;
/** How far one key press moves an edge. */
export const STEP = 8;

const text = (column: ListColumn, narrow: number, wide: number, usual = true): Shape => ({
  column,
  narrow,
  wide,
  least: 40,
  align: 'start',
  first: 'ascending',
  usual,
});

const icon = (column: ListColumn, width: number): Shape => ({
  column,
  narrow: width,
  wide: width,
  least: width,
  align: 'center',
  first: 'ascending',
  usual: true,
});

/** All columns, in the order of the design. */
export const SHAPES: readonly Shape[] = [
  { ...text('created', 78, 116), first: 'descending' },
  icon('channel', 16),
  text('agent', 92, 120),
  text('skill', 70, 96),
  { ...text('subject', 0, 0), narrow: null, wide: null, least: LEAST_SUBJECT },
  { ...text('score', 28, 56), least: 28, align: 'center' },
  text('code', 100, 140),
  { ...icon('status', 16), wide: 84 },
  { ...text('time_to_close', 54, 104), align: 'end', first: 'descending' },
  { ...icon('attachments', 14), wide: 16, first: 'descending' },
  text('case_id', 84, 96, false),
  text('from', 140, 180, false),
  text('to', 140, 180, false),
  { ...text('closed', 78, 116, false), first: 'descending' },
  text('code_description', 140, 180, false),
];

/** Every column, in order, with whether it is shown: what was saved, then columns that are newer than that. */
export function arranged(saved: readonly ColumnLayout[]): ColumnLayout[] {
  const known = saved.filter(
    (layout, index) =>
      SHAPES.some(({ column }) => column === layout.column) &&
      saved.findIndex(({ column }) => column === layout.column) === index,
  );
  const missing = SHAPES.filter(({ column }) => known.every((layout) => layout.column !== column));
  return [
    ...known,
    ...missing.map(({ column, usual }) => ({ column, width: null, shown: known.length === 0 && usual })),
  ];
}

/** The columns that are shown, as wide as a table of so many pixels lets them be. */
export function placed(layouts: readonly ColumnLayout[], isWide: boolean, tableWidth: number): Placed[] {
  const shown = layouts.flatMap((layout) => {
    const shape = layout.shown ? SHAPES.find(({ column }) => column === layout.column) : undefined;
    return shape ? [{ shape, chosen: layout.width }] : [];
  });
  const widths = shown.map(({ shape, chosen }) => {
    const usual = isWide ? shape.wide : shape.narrow;
    return chosen === null ? usual : Math.max(shape.least, chosen);
  });
  const taken = widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const rest = tableWidth - START_PAD - END_PAD - GAP * Math.max(0, shown.length - 1) - taken;
  return shown.map(({ shape }, index) => ({ ...shape, width: widths[index] ?? Math.max(shape.least, rest) }));
}

/** A state is a word beside its icon from this width on. */
export const WORD = 60;

/** How a column stands at its width: icons in the middle, until there is room for a word beside them. */
export function alignment({ align, width }: Placed): Shape['align'] {
  return align === 'center' && width >= WORD ? 'start' : align;
}

/** Pixels of a whole row. */
export function rowWidth(columns: readonly Placed[]): number {
  const widths = columns.reduce((sum, { width }) => sum + width, 0);
  return START_PAD + END_PAD + GAP * Math.max(0, columns.length - 1) + widths;
}

/** With a column of another width; `null` gives it back the usual one. */
export function resized(layouts: readonly ColumnLayout[], column: ListColumn, width: number | null): ColumnLayout[] {
  const least = SHAPES.find((shape) => shape.column === column)?.least ?? 0;
  const next = width === null ? null : Math.max(least, Math.round(width));
  return layouts.map((layout) => (layout.column === column ? { ...layout, width: next } : layout));
}

/** With a column shown or hidden; the last one shown stays. */
export function switched(layouts: readonly ColumnLayout[], column: ListColumn): ColumnLayout[] {
  const shown = layouts.filter((layout) => layout.shown);
  const isLast = shown.length === 1 && shown[0]?.column === column;
  return layouts.map((layout) => (layout.column === column ? { ...layout, shown: isLast || !layout.shown } : layout));
}

/** With a column moved to a place of the list. */
export function moved(layouts: readonly ColumnLayout[], column: ListColumn, to: number): ColumnLayout[] {
  const from = layouts.findIndex((layout) => layout.column === column);
  const next = [...layouts];
  const [layout] = from < 0 ? [] : next.splice(from, 1);
  if (!layout) return next;
  next.splice(Math.min(Math.max(0, to), next.length), 0, layout);
  return next;
}

/** The order that a click on a column's head asks for. */
export function sorted(now: Sort | null, column: ListColumn): Sort {
  const first = SHAPES.find((shape) => shape.column === column)?.first;
  const current = now ?? NEWEST;
  if (current.column === column) return { column, descending: !current.descending };
  return { column, descending: first === 'descending' };
}

/** Whether rows follow each other by a date, so that a day has a place among them. */
export function isByDate({ column }: Sort): boolean {
  return column === 'created' || column === 'closed';
}

/** The order when none is asked for. */
export const NEWEST: Sort = { column: 'created', descending: true };
