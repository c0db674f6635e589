/** The day's quota as parts of a bar. */
import type { QuotaShown } from '../host';

/** Shares of the whole, from 0 to 1: what is used, what the download at hand will use of the rest. */
export interface Shares {
  readonly used: number;
  readonly planned: number;
  /** Requests that are used. */
  readonly count: number;
}

/** The parts of a quota whose whole is known; `null` where it is not. */
export function sharesOf({ left, limit }: QuotaShown, requests: number): Shares | null {
  if (limit === null || limit <= 0) return null;
  const count = Math.max(0, limit - left);
  const used = Math.min(1, count / limit);
  return { used, planned: Math.min(1 - used, requests / limit), count };
}

/** Whether a download needs more than is left. */
export function exceeds(requests: number, quota: QuotaShown | null): boolean {
  return quota !== null && requests > quota.left;
}
