/** How much each operation keeps on this computer, asked for once while Ajustes is shown. */
import { SvelteMap } from 'svelte/reactivity';
import { call, commands, type OperationShown, type Storage } from '../host';
import { f, w } from '../words/index.svelte';

/** What is kept of one operation, or that it could not be read. */
export type Kept = Storage | 'unknown';

const kept = new SvelteMap<string, Kept>();

/** Asks for every operation anew. */
export async function readStorage(operations: readonly OperationShown[]): Promise<void> {
  await Promise.all(
    operations.map(async ({ id }) => {
      try {
        kept.set(id, await call(commands.storage(id)));
      } catch {
        // The line says that it could not be read; opening the operation says why.
        kept.set(id, 'unknown');
      }
    }),
  );
}

/** What is kept of an operation; none while it is not known yet. */
export function storageOf(id: string): Kept | undefined {
  return kept.get(id);
}

/** As a sentence: `31.096 interacciones, 212 MB`. */
export function keptText(of: Kept | undefined): string {
  const words = w().settings.operations;
  if (of === undefined) return '';
  if (of === 'unknown') return words.storageUnknown;
  if (of.records === 0) return words.nothingKept;
  return words.kept(f().number(of.records), f().bytes(of.bytes), of.records === 1);
}
