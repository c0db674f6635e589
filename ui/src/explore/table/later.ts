/** Work that is not to be seen yet, done once the next frame is on the screen. */

const waiting = new Set<() => void>();

/** Runs after the next frame; call the answer to let it be. */
export function later(run: () => void): () => void {
  if (waiting.size === 0) requestAnimationFrame(() => setTimeout(runAll));
  waiting.add(run);
  return () => void waiting.delete(run);
}

function runAll(): void {
  const all = [...waiting];
  waiting.clear();
  for (const run of all) run();
}
