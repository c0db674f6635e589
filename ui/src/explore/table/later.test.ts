import { beforeEach, expect, test, vi } from 'vitest';
import { later, soon } from './later';

/** Until nothing waits any more. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 12; frame += 1) await nextFrame();
}

async function nextFrame(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

beforeEach(drawn);

test('a frame draws a few rows, in their order, and then those around the screen', async () => {
  const order: number[] = [];
  for (let row = 0; row < 4; row += 1) later(() => order.push(100 + row));
  for (let row = 0; row < 19; row += 1) soon(() => order.push(row));
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  await nextFrame();
  expect(order).toHaveLength(12);
  await drawn();
  expect(order).toEqual([...Array.from({ length: 19 }, (_, row) => row), 100, 101, 102, 103]);
});

test('what is let be is not drawn, and a new frame has room again', async () => {
  const draw = vi.fn();
  for (let row = 0; row < 6; row += 1) soon(vi.fn());
  soon(draw)?.();
  later(draw)();
  await drawn();
  expect(draw).not.toHaveBeenCalled();
  expect(soon(draw)).toBeUndefined();
  expect(draw).toHaveBeenCalledTimes(1);
});
