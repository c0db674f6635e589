/** What people call the values of the fields that have few. */
import type { FacetValue } from '../host';
import { w } from '../words/index.svelte';
import type { Dimension } from './question';

/** How the server starts the codes that it sets by itself when time runs out. */
const TIMED_OUT = /^TIMEOUT/i;

/** `Correo` for `Email`; another channel by its own name. */
export function channelName(channel: string): string {
  return w().shell.channels[channel] ?? channel;
}

/** `Cerrada` for `close`; another state by its own name. */
export function statusName(status: string): string {
  return w().shell.states[status] ?? status;
}

/** An activity code, or what its absence is called. */
export function codeName(code: string): string {
  if (code === '') return w().explore.table.noCode;
  return TIMED_OUT.test(code) ? w().explore.table.timeout : code;
}

/** A value beside its filter's box. Codes go by themselves, as in the table; their description is a tooltip. */
export function valueName(dimension: Dimension, value: FacetValue): string {
  switch (dimension) {
    case 'channel':
      return channelName(value.label) || w().shell.empty;
    case 'status':
      return statusName(value.label) || w().shell.empty;
    case 'code':
      return codeName(value.value);
    case 'score':
      return value.label || w().explore.filters.noSurvey;
    case 'skill':
    case 'agent':
      return value.label || w().shell.empty;
  }
}
