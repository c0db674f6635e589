/** What is said to screen readers: how many were found and picked, once things have settled. */
import { announce } from '../shared/toasts.svelte';
import { f, w } from '../words/index.svelte';
import type { Interactions } from './interactions.svelte';

/** Nobody wants to hear a number for every key that is typed. */
const SETTLED_MS = 600;

/** Says the counts of a list while the component lives. */
export function saying(list: () => Interactions): void {
  let said: string | null = null;

  const count = () => {
    const { answer, isAsking } = list();
    if (!answer || isAsking) return null;
    const words = w().explore.said;
    return answer.total === 0 ? words.none : words.count(f().number(answer.total), answer.total === 1);
  };
  $effect(() => {
    const now = count();
    if (now === null || now === said) return undefined;
    const timer = setTimeout(() => {
      said = now;
      announce(now);
    }, SETTLED_MS);
    return () => {
      clearTimeout(timer);
    };
  });

  let picked = 0;
  $effect(() => {
    const { size } = list().selection;
    if (size === picked) return undefined;
    const timer = setTimeout(() => {
      picked = size;
      const words = w().explore.said;
      announce(size === 0 ? words.unselected : words.selected(f().number(size), size === 1));
    }, SETTLED_MS / 2);
    return () => {
      clearTimeout(timer);
    };
  });
}
