import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Scrolling } from './scrolling.svelte';
import { ROW, Track } from './track';

/** An element that scrolls as engines do: to whole pixels, and never beyond its end. */
function scroller(track: Track): HTMLElement {
  const element = document.createElement('div');
  let place = 0;
  Object.defineProperty(element, 'scrollTop', {
    get: () => place,
    set: (to: number) => {
      place = Math.round(Math.min(Math.max(0, to), Math.max(0, track.height - track.viewport)));
    },
  });
  return element;
}

function scrolling(total: number): {
  list: Scrolling;
  element: HTMLElement;
  track: Track;
  wheel: (by: number) => Event;
} {
  const track = new Track(total, 544);
  const list = new Scrolling(() => track);
  const element = scroller(track);
  list.attach(element);
  const wheel = (deltaY: number): Event => {
    const event = new WheelEvent('wheel', { deltaY, cancelable: true });
    element.dispatchEvent(event);
    flushSync();
    return event;
  };
  return { list, element, track, wheel };
}

test('the wheel passes no row of five millions by, down to the last and back', () => {
  const { list, element, track, wheel } = scrolling(5_000_000);
  list.to(1_000_000 * ROW);
  for (let turn = 0; turn < 100; turn += 1) {
    expect(wheel(7).defaultPrevented).toBe(true);
    list.scrolled();
    expect(list.top).toBe(1_000_000 * ROW + 7 * (turn + 1));
    // What is painted is where it is meant to be.
    expect(list.y(1_000_000) - element.scrollTop).toBe(-7 * (turn + 1));
  }
  list.to(Infinity);
  wheel(500);
  expect(list.top).toBe(track.end);
  expect(list.y(4_999_999) + ROW - element.scrollTop).toBeCloseTo(track.viewport, 0);
  wheel(-33);
  expect(list.top).toBe(track.end - 33);
});

test('where the bar is dragged the rows follow', () => {
  const { list, element, track } = scrolling(5_000_000);
  element.scrollTop = 4_000_000;
  list.scrolled();
  expect(list.top).toBe(track.top(4_000_000));
  element.scrollTop = track.height;
  list.scrolled();
  expect(list.top).toBe(track.end);
});

test('a list that fits is scrolled by the engine alone', () => {
  const { list, element, wheel } = scrolling(1000);
  expect(wheel(100).defaultPrevented).toBe(false);
  element.scrollTop = 100;
  list.scrolled();
  expect([list.top, list.y(10)]).toEqual([100, 320]);
});
