/** What is left of the day's requests, by operation, as wolkvox said it last: shared by all that show it. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { call, commands, failureOf } from '../host';
import type { QuotaShown, Shown } from '../host';

export class Quotas {
  readonly #known = new SvelteMap<string, QuotaShown>();
  readonly #failures = new SvelteMap<string, Shown>();
  readonly #asking = new SvelteSet<string>();

  /** What is left; none where wolkvox was not asked today. */
  of(operation: string): QuotaShown | null {
    return this.#known.get(operation) ?? null;
  }

  /** Why wolkvox could not be asked. */
  failureOf(operation: string): Shown | null {
    return this.#failures.get(operation) ?? null;
  }

  /** wolkvox is being asked. */
  isAsking(operation: string): boolean {
    return this.#asking.has(operation);
  }

  /** Takes up what was said with something else, unless more is known: of the same moment, fewer left is later. */
  take(operation: string, quota: QuotaShown): void {
    const known = this.#known.get(operation);
    const isOlder = known !== undefined && (known.at > quota.at || (known.at === quota.at && known.left < quota.left));
    if (!isOlder) this.#known.set(operation, quota);
  }

  /** Takes up what the program knows; costs nothing. */
  async learn(operation: string): Promise<void> {
    await this.#read(operation, 'known');
  }

  /** Asks wolkvox: costs a request. */
  async ask(operation: string): Promise<void> {
    if (this.#asking.has(operation)) return;
    this.#asking.add(operation);
    await this.#read(operation, 'ask');
    this.#asking.delete(operation);
  }

  async #read(operation: string, how: 'known' | 'ask'): Promise<void> {
    try {
      const quota = await call(commands.quota(operation, how));
      if (quota) this.#known.set(operation, quota);
      else this.#known.delete(operation);
      this.#failures.delete(operation);
    } catch (thrown) {
      this.#failures.set(operation, failureOf(thrown));
    }
  }
}

/** The quotas of the page's operations; there is one page. */
export const quotas = new Quotas();
