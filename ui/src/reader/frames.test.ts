import { expect, test } from 'vitest';
import { linksIn } from './frames';

test('the links of all frames are found, each address once and in their order', () => {
  const root = document.createElement('div');
  document.body.append(root);
  for (const [first, last] of [
    [1, 30],
    [20, 40],
  ] as const) {
    const frame = document.createElement('iframe');
    root.append(frame);
    for (let number = first; number <= last; number += 1) {
      const link = frame.contentDocument?.createElement('a');
      link?.setAttribute('href', `https://a.example/${number}`);
      if (link) frame.contentDocument?.body.append(link);
    }
  }
  expect(linksIn(root).map(({ address }) => address)).toEqual(
    Array.from({ length: 40 }, (_, index) => `https://a.example/${index + 1}`),
  );
  root.remove();
});
