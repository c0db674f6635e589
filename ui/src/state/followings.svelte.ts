/**
 * Which operations are followed, and how that stands: asked for once an operation, then told by the program whenever
 * it changes. There is one for the whole page.
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { call, commands, events, failureOf } from '../host';
import type { Following, FollowShown, Shown } from '../host';
import { attempt } from '../shared/attempt';

export class Followings {
  readonly #shown = new SvelteMap<string, FollowShown>();
  readonly #failures = new SvelteMap<string, Shown>();
  readonly #changing = new SvelteSet<string>();

  /** Hears of every change until the answer is called. */
  async listen(): Promise<() => void> {
    return events.followChanged.listen(({ payload }) => {
      this.#shown.set(payload.operation, payload);
    });
  }

  /** How following an operation stands; none before it was learnt. */
  of(operation: string): FollowShown | null {
    return this.#shown.get(operation) ?? null;
  }

  /** Why it could not be learnt. */
  failureOf(operation: string): Shown | null {
    return this.#failures.get(operation) ?? null;
  }

  /** A change was asked for and is not kept yet. */
  isChanging(operation: string): boolean {
    return this.#changing.has(operation);
  }

  /** Learns how following an operation stands. */
  async learn(operation: string): Promise<void> {
    try {
      this.#shown.set(operation, await call(commands.following(operation)));
      this.#failures.delete(operation);
    } catch (thrown) {
      this.#failures.set(operation, failureOf(thrown));
    }
  }

  /** Follows an operation or no longer, and from which score on it notifies. Answers whether that is kept. */
  async set(operation: string, following: Following): Promise<boolean> {
    const before = this.#shown.get(operation);
    this.#changing.add(operation);
    // What was chosen is seen at once, and what is chosen next goes on from it.
    if (before) this.#shown.set(operation, { ...before, following });
    const asked = call(commands.follow(operation, following));
    const isKept = await attempt(asked);
    if (isKept) this.#shown.set(operation, await asked);
    else if (before) this.#shown.set(operation, before);
    this.#changing.delete(operation);
    return isKept;
  }
}

/** The following of the page's operations; there is one page. */
export const followings = new Followings();
