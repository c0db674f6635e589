import type { Component } from 'svelte';

/** One line of a menu. */
export interface MenuItem {
  label: string;
  /** Below the label, in small. */
  note?: string | undefined;
  icon?: Component<{ size?: number; strokeWidth?: number }> | undefined;
  /** The key that does the same. */
  keys?: string | undefined;
  /** Given: one of several of which one is chosen. */
  chosen?: boolean | undefined;
  /** A line above. */
  separated?: boolean | undefined;
  danger?: boolean | undefined;
  /** Why it cannot be chosen now. */
  unavailable?: string | undefined;
  /** The language of the label, where it is not the page's. */
  lang?: string | undefined;
  /** Its mark for end-to-end tests. */
  test?: string | undefined;
  onselect: () => void;
}

/** What ties a button to the panel that it opens: spread on a Button or an IconButton. */
export interface TriggerProps {
  onclick: (event: MouseEvent) => void;
  'aria-expanded': boolean;
  'aria-haspopup': 'dialog' | 'menu' | 'listbox';
  'aria-controls': string | undefined;
}
