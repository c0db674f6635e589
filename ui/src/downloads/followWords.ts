/** How following an operation stands, in a few words. */
import type { FollowState } from '../host';
import type { Formats } from '../words/format';
import type { Catalogue } from '../words/index.svelte';
import { reasonWords } from './reasons';

/** `cada 5 min`, `en pausa, sin red`, `detenido, token rechazado`. */
export function followWords(state: FollowState, words: Catalogue['downloads'], formats: Formats): string {
  switch (state.kind) {
    case 'off':
      return words.follow.off;
    case 'waiting':
      return words.follow.every;
    case 'asking':
      return words.follow.asking;
    case 'no_network':
      return words.follow.noNetwork;
    case 'quota_low':
      return words.follow.quotaLow(state.left, formats.number(state.left));
    case 'failing':
      return words.follow.failing(inSentence(reasonWords(state.reason, words)));
    case 'token_refused':
      return words.follow.tokenRefused;
    case 'download_running':
      return words.follow.downloadRunning;
  }
}

/** Whether it is on and yet nothing new comes: then it is said where it is seen. */
export function isHeldUp(state: FollowState): boolean {
  return ['no_network', 'quota_low', 'failing', 'token_refused'].includes(state.kind);
}

/** A sentence as a part of another one. A name that is written small or in capitals stays so. */
function inSentence(sentence: string): string {
  const first = sentence.slice(0, 1);
  const second = sentence.slice(1, 2);
  const isWord = second === second.toLowerCase();
  return (isWord ? first.toLowerCase() : first) + sentence.slice(1).replace(/\.$/, '');
}
