import { expect, test } from 'vitest';
import { ROW, TALLEST, Track } from './track';

test('rows that fit lie where they are', () => {
  const track = new Track(900_000, 544);
  expect(track.height).toBe(900_000 * ROW);
  expect(track.isMapped).toBe(false);
  expect(track.y(5, 1234)).toBe(160);
});

test('more rows than an engine can hold are reached all, the last one too', () => {
  const track = new Track(5_000_000, 544);
  expect(track.height).toBe(TALLEST);
  const end = track.height - track.viewport;
  expect(track.top(end)).toBeCloseTo(track.full - track.viewport, 3);
  expect(track.y(4_999_999, end)).toBeCloseTo(track.height - ROW, 3);
  expect(track.y(0, 0)).toBe(0);
});

test('a row is scrolled to only as far as needed', () => {
  const track = new Track(1000, 320);
  expect(track.showing(3, 0)).toBe(0);
  expect(track.showing(10, 0)).toBe(ROW);
  expect(track.showing(2, 100)).toBe(64);
  expect(track.showing(999, 0)).toBe(1000 * ROW - 320);
});

test('a row of a mapped track is wholly seen after scrolling to it', () => {
  const track = new Track(3_000_000, 544);
  for (const position of [0, 1, 1_500_000, 2_999_998, 2_999_999]) {
    const scrolled = track.showing(position, 12_345_678);
    const top = track.top(scrolled);
    expect(position * ROW).toBeGreaterThanOrEqual(top - 0.01);
    expect((position + 1) * ROW).toBeLessThanOrEqual(top + 544 + 0.01);
  }
});
