/** The values of a long facet whose names have a text in them: the program knows them all. */
import { call, commands, isOutdated } from '../../host';
import type { FacetList } from '../../host';
import { attempt } from '../../shared/attempt';
import type { Dimension } from '../question';

export class Named {
  /** What was found last; `null` before anything was. */
  list = $state.raw<FacetList | null>(null);
  #next: (() => Promise<FacetList>) | null = null;
  #isAsking = false;

  /** Looks for a text in the values of a view. One question is under way at a time; what was asked for last counts. */
  ask(view: number, dimension: Dimension, text: string): void {
    this.#next = () => call(commands.facet(view, dimension, text));
    if (!this.#isAsking) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isAsking = true;
    for (let ask = this.#next; ask; ask = this.#next) {
      this.#next = null;
      await attempt(this.#take(ask));
    }
    this.#isAsking = false;
  }

  async #take(ask: () => Promise<FacetList>): Promise<void> {
    try {
      const list = await ask();
      if (this.#next === null) this.list = list;
    } catch (thrown) {
      // The next view is on its way, and is asked again.
      if (!isOutdated(thrown)) throw thrown;
    }
  }
}
