/**
 * Rows are drawn a few in a frame: an answer that brings other ones is there at once, from the top of the screen, and the
 * rest follows while the window goes on taking keys.
 */

/** Rows that one frame draws. */
const IN_A_FRAME = 6;

const onScreen = new Set<() => void>();
const aroundIt = new Set<() => void>();
let drawn = 0;
let isPaced = false;

/** Draws at once while the frame has room for it, and else in one of the next; call the answer to let it be. */
export function soon(draw: () => void): (() => void) | undefined {
  if (drawn >= IN_A_FRAME) return queued(onScreen, draw);
  drawn += 1;
  pace();
  draw();
  return undefined;
}

/** Draws what is not on the screen, once all is there that is; call the answer to let it be. */
export function later(draw: () => void): () => void {
  return queued(aroundIt, draw);
}

function queued(queue: Set<() => void>, draw: () => void): () => void {
  queue.add(draw);
  pace();
  return () => void queue.delete(draw);
}

/** Goes on after the next frame. */
function pace(): void {
  if (isPaced) return;
  isPaced = true;
  requestAnimationFrame(() => setTimeout(drawSome));
}

function drawSome(): void {
  isPaced = false;
  drawn = 0;
  for (const queue of [onScreen, aroundIt]) {
    for (const draw of queue) {
      if (drawn >= IN_A_FRAME) break;
      queue.delete(draw);
      drawn += 1;
      draw();
    }
  }
  if (drawn > 0) pace();
}
