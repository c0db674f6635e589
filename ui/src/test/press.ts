/** What a person does with the page, for tests: types, pastes, presses keys. */
import { fireEvent, screen } from '@testing-library/svelte';

/** The element that end-to-end tests call by this name. */
export function byTest(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-test="${name}"]`);
  if (found === null) throw new Error(`nothing is called ${name} in ${document.body.textContent}`);
  return found;
}

/** Types a text into a field, by its label. */
export async function type(label: string, text: string): Promise<void> {
  await fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
}

/** Pastes a text into a field, by its label. */
export async function paste(label: string, text: string): Promise<void> {
  await fireEvent.paste(screen.getByLabelText(label), { clipboardData: { getData: () => text } });
}

/** Presses a key where the focus is. */
export async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
}
