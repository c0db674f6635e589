/** A word that was only begun: a letter or two stand for too much to be searched for before the next one. */
const BEGUN = /(?:^|[\s"«“])[\p{L}\p{N}]{1,2}$/u;

/** Whether a search ends in a word of one or two letters that may be going on; a field's value may be as short as that. */
export function isBegun(text: string): boolean {
  return BEGUN.test(text);
}
