/**
 * Where rows lie on a track of pixels. WebKitGTK ends at 33 million pixels of height, a million rows, and paints nothing
 * that lies beyond 16,777,216 (2²⁴): above `TALLEST` the track stays that tall, and each pixel of the scroll bar stands
 * for more than one of the rows.
 */

/** Height of a row. */
export const ROW = 32;
/** The tallest track: half of what is painted, so that halves of pixels are exact too. */
export const TALLEST = 8_000_000;

export class Track {
  /** Height of all rows. */
  readonly full: number;
  /** Height of the element that is scrolled. */
  readonly height: number;
  readonly #ratio: number;

  /**
   * @param total rows
   * @param viewport pixels that show rows
   * @param height of a row
   */
  constructor(
    readonly total: number,
    readonly viewport: number,
    readonly row = ROW,
  ) {
    this.full = total * row;
    this.height = Math.min(this.full, TALLEST);
    const least = Math.max(1, this.height - viewport);
    this.#ratio = this.height === this.full ? 1 : Math.max(1, (this.full - viewport) / least);
  }

  /** Whether a pixel of the scroll bar stands for more than one of the rows. */
  get isMapped(): boolean {
    return this.#ratio !== 1;
  }

  /** The most pixels of rows that can lie above the viewport. */
  get end(): number {
    return Math.max(0, this.full - this.viewport);
  }

  /** Pixels of rows above the viewport, of the scroll bar's place. Whole ones where they are not the same. */
  top(bar: number): number {
    return this.isMapped ? Math.round(bar * this.#ratio) : bar;
  }

  /** The scroll bar's place for so many pixels of rows above the viewport. */
  bar(top: number): number {
    return Math.min(Math.max(0, top), this.end) / this.#ratio;
  }

  /** Where on the track a row lies, with so many pixels of rows above the viewport and the scroll bar at a place. */
  y(position: number, top: number, bar: number): number {
    return this.isMapped ? position * this.row - top + bar : position * this.row;
  }

  /** Pixels of rows above the viewport with which a row is wholly seen: as many as there are, where it is already. */
  showing(position: number, top: number): number {
    const row = position * this.row;
    if (row < top) return row;
    return Math.max(top, row + this.row - this.viewport);
  }
}
