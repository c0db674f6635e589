import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Theme = 'light' | 'dark';

const declared = new Map(
  [...readFileSync('src/styles/tokens.css', 'utf8').matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

const grounds = ['bg', 'surface', 'sunken', 'hover', 'accent-soft'];

/** What is read, and every ground it may lie on: 4.5 to 1 or more (WCAG 2.2, 1.4.3). */
const readable: [string, string[]][] = [
  ...['text', 'text-2', 'text-3'].map((ink): [string, string[]] => [ink, grounds]),
  ['accent', grounds],
  ['on-accent', ['accent', 'accent-h']],
  ['mark-text', ['mark']],
  ['text', ['mark-s']],
  ['warn', ['warn-bg']],
  ['danger', ['danger-bg']],
  ['on-s1', ['s1']],
  ['low-text', ['low-bg']],
  ['high-text', ['high-bg', 'surface']],
];

/** What is seen without being read, beside what it lies on: 3 to 1 or more (WCAG 2.2, 1.4.11). */
const visible: [string, string[]][] = [
  ['control', ['bg', 'surface']],
  ['accent', ['bg', 'surface']],
  ...['s1', 's2', 's3', 's4', 's5', 'q2', 'q3'].map((bar): [string, string[]] => [bar, ['surface']]),
  ['day-bar', ['day']],
];

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(readable)('%s can be read on %j', (ink, on) => {
    for (const ground of on) expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(visible)('%s can be seen on %j', (shape, on) => {
    for (const ground of on) expect(contrast(colour(shape, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

function colour(name: string, theme: Theme): string {
  const found = declared.get(name);
  if (!found) throw new Error(`tokens.css declares no --${name}`);
  return found[theme];
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance of `#rrggbb`, 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
