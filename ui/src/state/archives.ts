/**
 * Which archives have changed. One ear for the whole window, which listens before the first question is asked: of a
 * change between a question and its listener nobody would hear.
 */
import { events } from '../host';

const heeding = new Map<string, Set<() => void>>();
let stop: (() => void) | undefined;

/** Listens from now on; once more where it listened already. */
export async function listenToArchives(): Promise<void> {
  const before = stop;
  stop = await events.archiveChanged.listen(({ payload }) => {
    for (const heed of heeding.get(payload.operation) ?? []) heed();
  });
  before?.();
}

/** Runs whenever the archive of an operation has changed, until the answer is called. */
export function onArchiveChanged(operation: string, heed: () => void): () => void {
  const all = heeding.get(operation) ?? new Set();
  heeding.set(operation, all.add(heed));
  return () => void all.delete(heed);
}
