/**
 * Draws an interaction into a row's cells, by hand: a row is drawn dozens of times a second while people scroll, and
 * only what differs from what it showed before is touched. Customers' words are text nodes, never markup.
 */
import type { ListRow, Piece } from '../../host';
import type { Formats } from '../../words/format';
import { NONE } from '../../words/format';
import { alignment, WORD } from './columns';
import type { Placed } from './columns';
import { excerpt } from './excerpt';
import type { Measure } from './excerpt';
import type { Stamps } from './stamps';

/** What is the same for all rows. A new object where anything of it changes. */
export interface Look {
  columns: readonly Placed[];
  /** The cells of a row that shows nothing yet. */
  cells: Cells;
  /** Room for whole dates. */
  isWide: boolean;
  /** The period has days of two years, so that a date needs its year. */
  spansYears: boolean;
  formats: Formats;
  stamps: Stamps;
  measure: Measure;
  codeName: (code: string) => string;
  statusName: (status: string) => string;
  attachments: (count: number) => string;
}

/** From this width on, a date has its year and hour. */
const WHOLE_DATE = 110;

/** The cells of a row, made once for the columns and copied for each row. */
export class Cells {
  readonly #signature: string;
  readonly #blank = document.createDocumentFragment();

  constructor(columns: readonly Placed[]) {
    this.#signature = columns.map((placed) => `${placed.column} ${alignment(placed)}`).join();
    for (const placed of columns) {
      const cell = element('div', `cell ${alignment(placed)}`, '');
      cell.setAttribute('role', 'gridcell');
      cell.dataset.column = placed.column;
      this.#blank.append(cell);
    }
  }

  /** Gives a row its cells, unless it has such ones already. */
  put(row: HTMLElement): void {
    if (row.dataset.columns === this.#signature) return;
    row.dataset.columns = this.#signature;
    row.replaceChildren(this.#blank.cloneNode(true));
  }
}

/** Draws a row; without an interaction, the place where it will be. */
export function paint(element: HTMLElement, row: ListRow | undefined, look: Look): void {
  const { columns } = look;
  look.cells.put(element);
  let cell = element.firstElementChild;
  for (const column of columns) {
    if (!(cell instanceof HTMLElement)) return;
    if (row) fill(cell, row, column, look);
    else wait(cell, column);
    cell = cell.nextElementSibling;
  }
}

function fill(cell: HTMLElement, row: ListRow, { column, width }: Placed, look: Look): void {
  switch (column) {
    case 'created':
    case 'closed':
      moment(cell, row[column], width, look);
      return;
    case 'channel':
      stamp(cell, row.channel, 'second', () => [look.stamps.channel(row.channel)]);
      return;
    case 'agent':
      text(cell, row.agent, '');
      return;
    case 'skill':
    case 'code_description':
    case 'case_id':
    case 'from':
    case 'to':
      text(cell, row[column], 'second');
      return;
    case 'subject':
      subject(cell, row, width, look);
      return;
    case 'score':
      stamp(cell, `${row.score?.tone ?? ''} ${row.score?.text ?? NONE}`, '', () => [look.stamps.score(row.score)]);
      return;
    case 'code':
      text(cell, look.codeName(row.code), row.code === '' ? 'none' : 'second');
      return;
    case 'status':
      status(cell, row.status, width, look);
      return;
    case 'time_to_close':
      text(cell, row.seconds_to_close === null ? '' : look.formats.duration(row.seconds_to_close), '');
      return;
    case 'attachments':
      clip(cell, row.attachments, look);
  }
}

function wait(cell: HTMLElement, { align }: Placed): void {
  stamp(cell, 'waiting', '', () => (align === 'start' ? [element('span', 'bar', '')] : []));
}

/** A text, or the sign of none. `kind` is how strong it stands. */
function text(cell: HTMLElement, value: string, kind: string): void {
  const shown = value === '' ? NONE : value;
  look(cell, value === '' ? 'none' : kind);
  const { firstChild } = cell;
  if (firstChild instanceof Text && cell.childNodes.length === 1) {
    if (firstChild.data !== shown) firstChild.data = shown;
  } else {
    cell.replaceChildren(shown);
  }
  delete cell.dataset.shows;
}

function moment(cell: HTMLElement, value: string, width: number, { formats, isWide, spansYears }: Look): void {
  if (value === '') {
    text(cell, '', '');
    return;
  }
  const isWhole = isWide || width >= WHOLE_DATE;
  const day = isWhole || spansYears ? formats.day(value) : formats.dayShort(value);
  // The hour gives way to the year where there is no room for both.
  const hour = isWhole || !spansYears ? formats.time(value) : '';
  if (cell.dataset.shows !== 'moment') {
    look(cell, '');
    cell.dataset.shows = 'moment';
    cell.replaceChildren('', element('span', 'second', ''));
  }
  const [before, after] = cell.childNodes;
  if (before instanceof Text) before.data = `${day} `;
  if (after) after.textContent = hour;
}

function subject(cell: HTMLElement, row: ListRow, width: number, { measure }: Look): void {
  const isPlain = row.snippet === null && row.subject.every(({ hit }) => !hit);
  if (isPlain) {
    text(cell, row.subject.map((piece) => piece.text).join(''), '');
    return;
  }
  const fitted = excerpt(row.subject, row.snippet, width, measure);
  look(cell, '');
  cell.dataset.shows = 'pieces';
  cell.replaceChildren(...pieces(fitted.subject));
  if (!fitted.snippet) return;
  const snippet = element('span', 'snippet', '');
  snippet.append(...pieces(fitted.snippet));
  cell.append(snippet);
}

function pieces(all: readonly Piece[]): (Node | string)[] {
  return all.map((piece) => (piece.hit ? element('mark', '', piece.text) : piece.text));
}

function status(cell: HTMLElement, value: string, width: number, { stamps, statusName }: Look): void {
  if (value === '') {
    text(cell, '', '');
    return;
  }
  const hasWord = width >= WORD;
  stamp(cell, `${value} ${String(hasWord)}`, 'state', () => {
    const icon = stamps.state(value, !hasWord);
    return hasWord ? [icon, element('span', 'second', statusName(value))] : [icon];
  });
}

function clip(cell: HTMLElement, count: number, { stamps, attachments }: Look): void {
  stamp(cell, String(count), 'second', () => {
    if (count === 0) return [];
    const named = element('span', 'clip', '');
    named.setAttribute('role', 'img');
    named.setAttribute('aria-label', attachments(count));
    named.title = attachments(count);
    named.append(stamps.clip());
    return [named];
  });
}

/** What is drawn anew only where it is another one. */
function stamp(cell: HTMLElement, key: string, kind: string, draw: () => Node[]): void {
  if (cell.dataset.shows === `stamp ${key}`) return;
  look(cell, kind);
  cell.dataset.shows = `stamp ${key}`;
  cell.replaceChildren(...draw());
}

/** How strong a cell's text stands. */
function look(cell: HTMLElement, kind: string): void {
  if (cell.dataset.kind !== kind) cell.dataset.kind = kind;
}

function element(name: string, kind: string, words: string): HTMLElement {
  const made = document.createElement(name);
  if (kind !== '') made.className = kind;
  if (words !== '') made.textContent = words;
  return made;
}
