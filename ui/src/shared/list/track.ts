/**
 * Where rows lie on a track of pixels. Engines end at about 33 million pixels of height, a million rows: above
 * `TALLEST` the track stays that tall and each pixel of the scroll bar stands for more than one of the table.
 */

/** Height of a row. */
export const ROW = 32;
/** The tallest track: exact in the engine's units of layout, with room to spare. */
export const TALLEST = 30_000_000;

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

  /** Pixels of rows above the viewport, of the scroll bar's place. */
  top(scrolled: number): number {
    return this.#ratio === 1 ? scrolled : scrolled * this.#ratio;
  }

  /** The scroll bar's place for so many pixels of rows above. */
  scrolled(top: number): number {
    const most = Math.max(0, this.full - this.viewport);
    return Math.min(Math.max(0, top), most) / this.#ratio;
  }

  /** Where on the track a row lies while the scroll bar stands at a place. */
  y(position: number, scrolled: number): number {
    return this.#ratio === 1 ? position * this.row : position * this.row - this.top(scrolled) + scrolled;
  }

  /** Whether where a row lies depends on the scroll bar. */
  get isMapped(): boolean {
    return this.#ratio !== 1;
  }

  /** How far to scroll so that a row is wholly seen; where it is already, the same place. */
  showing(position: number, scrolled: number): number {
    const top = this.top(scrolled);
    const row = position * this.row;
    if (row < top) return this.scrolled(row);
    if (row + this.row > top + this.viewport) return this.scrolled(row + this.row - this.viewport);
    return scrolled;
  }
}
