/**
 * The one door to the program around the page. A command is asked as `await call(commands.zones())`: it gives the
 * answer, or throws a [`HostError`] with the code whose words are in `words/{es,en}/errors.ts`.
 */
import type { Error as Failure } from './bindings';

export { commands, events } from './bindings';
export type * from './bindings';
export type { Failure };

/** What a command may answer: as its type says, or with the code of what went wrong. */
type Outcome<T> = { status: 'ok'; data: T } | { status: 'error'; error: Failure };

/** A command could not be done. Only `failure` is for people; the message is for whoever reads a log. */
export class HostError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
    this.name = 'HostError';
  }
}

/** The data of a command that may fail. */
export async function call<T>(asked: Promise<Outcome<T>>): Promise<T> {
  const outcome = await asked;
  if (outcome.status === 'ok') return outcome.data;
  // What the shell itself refuses, before any command of ours, comes as a bare sentence.
  const failure: unknown = outcome.error;
  if (typeof failure === 'string') throw new Error(failure);
  throw new HostError(outcome.error);
}

/** What went wrong, whatever was thrown: a fault of the page itself has a code too, and so has words. */
export function failureOf(thrown: unknown): Shown {
  if (thrown instanceof HostError) return thrown.failure;
  return { code: 'page_failed', params: { detail: thrown instanceof Error ? thrown.message : String(thrown) } };
}

/** Whether a view was asked about that is gone: another one is on its way, or to be asked for. */
export function isOutdated(thrown: unknown): boolean {
  return thrown instanceof HostError && thrown.failure.code === 'view_outdated';
}

/** What can be shown: an error of the host, or a fault of the page. */
export type Shown = Failure | { code: 'page_failed'; params: { detail: string } };

/** Calls `stop` of a listener once it is there: for effects, which must return at once. */
export function until(listening: Promise<() => void>): () => void {
  return () => void listening.then((stop) => stop());
}
