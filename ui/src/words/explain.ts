/** What an error says to people: the shape that every language's table fills, one entry a code. */
import type { Shown } from '../host';

/** What happened, why probably, and what to do next. */
export interface Explained {
  /** What happened, in a few words, without a full stop at the end. */
  what: string;
  /** Why, probably; empty where `what` says it all. */
  why: string;
  /** What the person can do; empty where the action beside it says it. */
  next: string;
}

type ParamsOf<C extends Shown['code']> = Extract<Shown, { code: C }> extends { params: infer P } ? P : undefined;

/** One sentence maker for every code: a code without one does not compile. */
export type ErrorWords = { [C in Shown['code']]: (params: ParamsOf<C>) => Explained };

/** The words of an error in one language. */
export function explain(words: ErrorWords, error: Shown): Explained {
  const write = words[error.code] as (params: unknown) => Explained;
  return write('params' in error ? error.params : undefined);
}
