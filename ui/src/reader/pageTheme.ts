import { createSubscriber } from 'svelte/reactivity';

const onChange = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    observer.disconnect();
  };
});

/** The theme that is set on the page itself, for documents inside it; `null` where the system's holds. */
export function pageTheme(): string | null {
  onChange();
  return document.documentElement.getAttribute('data-theme');
}
