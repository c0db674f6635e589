/** What of the calendar a person moves: the months that are shown, the day that has the focus, the days that are picked. */
import type { Days } from '../../host';
import { daysOfMonth } from '../period';
import { dayAfter, type Pressed } from './keys';
import { addMonths, EARLIEST, monthOf, monthsBetween, monthsUpTo } from './months';
import { daysOf, holds, pickDays, pickOne, stretchTo, type Picked } from './picking';

export class Calendar {
  /** How many months are shown. */
  count = $state(4);
  /** The day that the keyboard is on; today before it was moved. */
  #active = $state<string | null>(null);
  /** The last month that is shown; the present one before it was moved. */
  #last = $state<string | null>(null);
  #picked = $state.raw<Picked | null>(null);
  #today = $state('');
  #isDragging = false;

  /** The months that are shown, oldest first. */
  get months(): string[] {
    return monthsUpTo(this.lastMonth, this.count);
  }

  /** The last of the shown months. */
  get lastMonth(): string {
    return this.#last ?? monthOf(this.#today);
  }

  /** The day that the keyboard is on. It always lies in a shown month: the tabulator must find it. */
  get active(): string {
    const wanted = this.#active ?? this.#today;
    if (this.#shows(wanted)) return wanted;
    const { from, to } = this.#shownDays();
    return wanted < from ? from : to;
  }

  /** The days that are picked; `null` for none. */
  get picked(): Days | null {
    return this.#picked === null ? null : daysOf(this.#picked);
  }

  /** Whether there are months after the shown ones. */
  get isAtEnd(): boolean {
    return this.lastMonth >= monthOf(this.#today);
  }

  /** Whether there are none before the shown ones. */
  get isAtBeginning(): boolean {
    return (this.months[0] ?? '') <= monthOf(EARLIEST);
  }

  /** Takes up what day it is for the operation. Shown and picked days stay. */
  set today(today: string) {
    this.#today = today;
  }

  /** Whether a day is picked. */
  holds(day: string): boolean {
    return holds(this.#picked, day);
  }

  /** Moves the shown months. */
  turn(by: number): void {
    this.#show(addMonths(this.lastMonth, by));
  }

  /** Shows a month, the last of as many as find room. */
  showUpTo(month: string): void {
    this.#show(month);
  }

  /** Shows the present again. */
  showPresent(): void {
    this.#last = null;
    this.#active = null;
  }

  /** Picks one day, or from where picking began up to it. */
  pick(day: string, isStretching = false): void {
    if (!this.#isReachable(day)) return;
    this.#picked = isStretching ? stretchTo(this.#picked, day) : pickOne(day);
    this.#active = day;
    this.#reveal(day);
  }

  /** Picks whole days, as of a month. */
  pickDays({ from, to }: Days): void {
    const end = to > this.#today ? this.#today : to;
    if (from > end) return;
    this.#picked = pickDays({ from, to: end });
    this.#active = end;
    this.#reveal(end);
  }

  /** Picks nothing. */
  clear(): void {
    this.#picked = null;
  }

  /** Picks nothing where just these days were picked: they have what they were picked for. */
  release({ from, to }: Days): void {
    if (this.picked?.from === from && this.picked.to === to) this.clear();
  }

  /** A press on a day begins a drag. */
  beginDrag(day: string, isStretching: boolean): void {
    this.pick(day, isStretching);
    this.#isDragging = true;
  }

  /** The pointer is over a day: while it is pressed, picking stretches there. */
  drag(day: string): void {
    const end = day > this.#today ? this.#today : day;
    if (this.#isDragging && this.#picked?.head !== end) this.pick(end, true);
  }

  /** The pointer was let go. Answers whether it had been dragging. */
  endDrag(): boolean {
    const wasDragging = this.#isDragging;
    this.#isDragging = false;
    return wasDragging;
  }

  /** Moves the focus as a key says; with Shift picking stretches along. Answers whether the key is one of the calendar's. */
  move(pressed: Pressed, isStretching: boolean): boolean {
    const from = this.active;
    const goal = dayAfter(pressed, from, { from: EARLIEST, to: this.#today });
    if (goal === null) return false;
    if (isStretching) {
      if (this.#picked?.head !== from) this.#picked = pickOne(from);
      this.pick(goal, true);
      return true;
    }
    this.#active = goal;
    this.#reveal(goal);
    return true;
  }

  #isReachable(day: string): boolean {
    return EARLIEST <= day && day <= this.#today;
  }

  /** Turns the months just as far as a day needs to be seen. */
  #reveal(day: string): void {
    const month = monthOf(day);
    const first = this.months[0] ?? month;
    if (month > this.lastMonth) this.#show(month);
    if (month < first) this.#show(addMonths(month, this.count - 1));
  }

  #show(last: string): void {
    const present = monthOf(this.#today);
    const earliest = addMonths(monthOf(EARLIEST), this.count - 1);
    const shown = last < earliest ? earliest : last;
    // At the present nothing is held fast: when the month ends, the next one comes by itself.
    this.#last = monthsBetween(shown, present) <= 0 ? null : shown;
  }

  #shows(day: string): boolean {
    const { from, to } = this.#shownDays();
    return from <= day && day <= to;
  }

  #shownDays(): Days {
    const end = daysOfMonth(this.lastMonth).to;
    return { from: `${this.months[0] ?? this.lastMonth}-01`, to: end > this.#today ? this.#today : end };
  }
}
