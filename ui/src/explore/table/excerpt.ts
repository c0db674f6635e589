/**
 * What of a subject fits into its column, so that a hit is never behind an ellipsis: words before a late hit are
 * dropped, and where only another field has the hit, the subject is shortened and the snippet follows.
 */
import type { Piece } from '../../host';

/** Pixels of a text at the table's size. */
export type Measure = (text: string) => number;

/** A subject as it is shown. */
export interface Excerpt {
  subject: Piece[];
  snippet: Piece[] | null;
}

const CUT = '…';
/** Pixels kept free behind a hit, so that people see it goes on. */
const AFTER = 24;
/** The share of the column that a snippet may take from the subject. */
const SNIPPET_SHARE = 0.5;
/** Texts longer than this are cut before they are measured: no column shows so much. */
const LONGEST = 400;

/** Fits a subject, and the snippet where there is one, into a column of so many pixels. */
export function excerpt(subject: Piece[], snippet: Piece[] | null, width: number, measure: Measure): Excerpt {
  if (!snippet) return { subject: withHitInSight(subject, width, measure), snippet: null };
  const space = measure(' ');
  const wanted = measure(CUT + textOf(snippet));
  const room = width - space - Math.min(wanted, Math.max(width * SNIPPET_SHARE, hitWidth(snippet, measure)));
  const words = firstWords(textOf(subject), room, measure);
  const text = words === '' ? '' : `${words} `;
  return { subject: [{ text, hit: false }], snippet: [{ text: CUT, hit: false }, ...withoutLeadingCut(snippet)] };
}

function withHitInSight(subject: Piece[], width: number, measure: Measure): Piece[] {
  const hit = subject.findIndex((piece) => piece.hit);
  if (hit <= 0) return subject;
  const before = textOf(subject.slice(0, hit));
  const fromHit = subject.slice(hit);
  const whole = measure(textOf(subject).slice(0, LONGEST));
  const needed = measure(fromHit[0]?.text ?? '') + (fromHit.length > 1 ? AFTER : 0);
  if (whole <= width || measure(before.slice(0, LONGEST)) + needed <= width) return subject;
  const kept = lastWords(before, width - needed - measure(CUT), measure);
  return [{ text: CUT + kept, hit: false }, ...fromHit];
}

/** Pixels of the first hit with the sign before it. */
function hitWidth(pieces: Piece[], measure: Measure): number {
  return measure(CUT + (pieces.find((piece) => piece.hit)?.text ?? '')) + AFTER;
}

/** As many words of the beginning as fit: nothing less than a whole word, but all where all fit. */
function firstWords(text: string, width: number, measure: Measure): string {
  const trimmed = text.trim().slice(0, LONGEST);
  if (measure(trimmed) <= width) return trimmed;
  let fitting = '';
  for (const match of trimmed.matchAll(/\S+/g)) {
    const next = trimmed.slice(0, match.index + match[0].length);
    if (measure(next) > width) break;
    fitting = next;
  }
  return fitting;
}

/** As many words of the end as fit. */
function lastWords(text: string, width: number, measure: Measure): string {
  const tail = text.slice(-LONGEST);
  const starts = [...tail.matchAll(/\S+/g)].map((match) => match.index);
  const fitting = starts.find((start) => measure(tail.slice(start)) <= width);
  return fitting === undefined ? '' : tail.slice(fitting);
}

function withoutLeadingCut(pieces: Piece[]): Piece[] {
  const [first, ...rest] = pieces;
  return first && !first.hit ? [{ ...first, text: first.text.replace(/^[….\s]+/, '') }, ...rest] : pieces;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

/** Measures as the table is set, word by word: texts differ, their words recur. Estimates where there is no canvas. */
export function tableMeasure(): Measure {
  const widths = new Map<string, number>();
  let context: CanvasRenderingContext2D | null | undefined;
  const widthOf = (word: string): number => {
    const known = widths.get(word);
    if (known !== undefined) return known;
    // Not before something is measured: a canvas costs the start of the window.
    context ??= tableContext();
    if (widths.size > 5000) widths.clear();
    const width = context?.measureText(word).width ?? word.length * 6.3;
    widths.set(word, width);
    return width;
  };
  return (text) => {
    const words = text.split(' ');
    return words.reduce((sum, word) => sum + widthOf(word), (words.length - 1) * widthOf(' '));
  };
}

function tableContext(): CanvasRenderingContext2D | null {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(document.documentElement);
  if (context) context.font = `12.5px ${style.getPropertyValue('--font') || 'sans-serif'}`;
  return context;
}
