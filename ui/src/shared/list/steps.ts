/** Where a key leads in a list. */

/** Where the keys start from. */
export interface From {
  /** The row that keys act on. */
  now: number;
  /** Rows of a screenful. */
  page: number;
  last: number;
  /** Letters alone are keys. */
  singleKeys: boolean;
}

/** The row that a key leads to; `null` where it is no key of lists. */
export function stepOf(key: string, { now, page, last, singleKeys }: From): number | null {
  const within = (to: number): number => Math.min(Math.max(0, to), Math.max(0, last));
  switch (key) {
    case 'ArrowDown':
      return within(now + 1);
    case 'ArrowUp':
      return within(now - 1);
    case 'PageDown':
      return within(now + Math.max(1, page - 1));
    case 'PageUp':
      return within(now - Math.max(1, page - 1));
    case 'Home':
      return 0;
    case 'End':
      return within(last);
    case 'j':
    case 'J':
      return singleKeys ? within(now + 1) : null;
    case 'k':
    case 'K':
      return singleKeys ? within(now - 1) : null;
    default:
      return null;
  }
}
