import { expect, test } from 'vitest';
import { ROW, TALLEST, Track } from './track';

test('rows that fit lie where they are', () => {
  const track = new Track(200_000, 544);
  expect(track.height).toBe(200_000 * ROW);
  expect(track.isMapped).toBe(false);
  expect(track.y(5, 1234, 1234)).toBe(160);
});

test('nothing lies where the engine paints no more', () => {
  for (const total of [1_000_000, 1_048_576, 5_000_000, 60_000_000]) {
    const track = new Track(total, 544);
    expect(track.height).toBeLessThan(2 ** 24 - 544);
    const bar = track.bar(track.end);
    expect(track.y(total - 1, track.end, bar)).toBeCloseTo(TALLEST - ROW, 3);
  }
});

test('more rows than an engine can hold are reached all, the last one too', () => {
  const track = new Track(5_000_000, 544);
  expect(track.height).toBe(TALLEST);
  const end = track.height - track.viewport;
  expect(track.top(end)).toBe(track.end);
  expect(track.bar(track.end)).toBeCloseTo(end, 3);
  expect(track.y(0, 0, 0)).toBe(0);
});

test('a row is scrolled to only as far as needed', () => {
  const track = new Track(1000, 320);
  expect(track.showing(3, 0)).toBe(0);
  expect(track.showing(10, 0)).toBe(ROW);
  expect(track.showing(2, 100)).toBe(64);
  expect(track.showing(999, 0)).toBe(1000 * ROW - 320);
});

test('each row of a mapped track can be seen wholly, and lies on whole pixels', () => {
  const track = new Track(5_000_000, 544);
  for (const position of [0, 1, 2_500_000, 2_500_001, 4_999_998, 4_999_999]) {
    const top = track.showing(position, 12_345_678);
    expect(position * ROW).toBeGreaterThanOrEqual(top);
    expect((position + 1) * ROW).toBeLessThanOrEqual(top + 544);
    // The engine keeps whole pixels of the bar.
    const bar = Math.round(track.bar(top));
    expect(track.y(position, top, bar) - bar).toBe(position * ROW - top);
    expect(Math.abs(track.top(bar) - top)).toBeLessThan(20);
  }
});
