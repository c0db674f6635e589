/** Short notices and live announcements: at most one notice at a time, six seconds long. */

/** What a notice says. */
export interface Notice {
  text: string;
  /** Good news has a check, bad news a triangle. */
  tone?: 'good' | 'bad';
  /** What can be done about it. */
  action?: { label: string; run: () => void } | undefined;
}

let notice = $state.raw<Notice | null>(null);
let announcement = $state('');

/** Shows a notice in place of the last. */
export function toast(shown: Notice): void {
  notice = shown;
}

/** Takes the notice away. */
export function dismiss(): void {
  notice = null;
}

/** The notice that is shown. */
export function currentNotice(): Notice | null {
  return notice;
}

/** Says a text to screen readers, once what they are saying is over. */
export function announce(text: string): void {
  // A blank that does not break: the same words said twice are a change.
  announcement = announcement === text ? `${text}\u00a0` : text;
}

/** What was announced last. */
export function announced(): string {
  return announcement;
}
