import { failureOf } from '../host';
import { explain, w } from '../words/index.svelte';
import { toast } from './toasts.svelte';

/** Does what a button asks for; where it fails, a notice says so. Answers whether it was done. */
export async function attempt(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (thrown) {
    const { what, next } = explain(w().errors, failureOf(thrown));
    toast({ tone: 'bad', text: [`${what}.`, next].filter((part) => part !== '').join(' ') });
    return false;
  }
}
