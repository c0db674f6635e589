/** How a verdict looks and what can be pressed about it, whatever the language. */
import type { Verdict } from '../host';

/** `good`: nothing is wrong; `wait`: it is only not its turn; `refused`: someone has to change something; `broken`. */
export type Tone = 'good' | 'wait' | 'refused' | 'broken';

const tones: Record<Verdict, Tone> = {
  works: 'good',
  nothing_in_period: 'good',
  no_network: 'broken',
  proxy: 'refused',
  certificate: 'refused',
  address_not_found: 'refused',
  address_not_listed: 'refused',
  token_refused: 'refused',
  token_missing: 'refused',
  token_in_use: 'wait',
  quota_spent: 'wait',
  maintenance: 'wait',
  not_offered: 'refused',
  server_trouble: 'broken',
  too_slow: 'broken',
  not_wolkvox: 'refused',
  redirected: 'refused',
  setup: 'refused',
};

/** How a verdict looks. */
export function toneOf(verdict: Verdict): Tone {
  return tones[verdict];
}

/** Whether another token leads on. */
export function wantsToken(verdict: Verdict): boolean {
  return verdict === 'token_refused' || verdict === 'token_missing';
}
