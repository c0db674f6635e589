import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SearchHints, SearchSuggestion, TypedSearch } from '../../host';
import { fail, fakeHost } from '../../test/host';
import type { FakeHost } from '../../test/host';
import SearchField from './SearchField.svelte';
import { Hints } from './hints.svelte';

let host: FakeHost;
const onsearch = vi.fn();
const onleave = vi.fn();

const agents = ['Ana López', 'Ana María Ruiz'];
const value = (label: string, from: number, to: number): SearchSuggestion => ({
  kind: 'value',
  field: 'agent',
  value: { value: label, label, id: null, tone: null, count: 12, chosen: false },
  edit: { from, to, text: `"${label}" ` },
});

/** Knows the agents behind `agente:`, the field behind `age`, and a slip. */
function hintsOf({ text, caret }: TypedSearch): SearchHints {
  const notes: SearchHints['notes'] = text.startsWith('agnete')
    ? [{ kind: 'unknown_field', typed: 'agnete', fix: { from: 0, to: 6, text: 'agente' } }]
    : text.includes('agente:zz')
      ? [{ kind: 'no_such_value', field: 'agent', typed: 'zz' }]
      : [];
  if (caret === null) return { notes, suggestions: [] };
  if (text === 'age')
    return { notes, suggestions: [{ kind: 'field', field: 'agent', edit: { from: 0, to: 3, text: 'agente:' } }] };
  const named = /agente:(\w*)$/.exec(text);
  if (!named) return { notes, suggestions: [] };
  const from = text.length - (named[1] ?? '').length;
  const fitting = agents.filter((agent) => agent.toLowerCase().startsWith(named[1] ?? ''));
  return { notes, suggestions: fitting.map((agent) => value(agent, from, text.length)) };
}

beforeEach(() => {
  host = fakeHost();
  host.answer('search_hints', ({ typed }: { typed: TypedSearch }) => hintsOf(typed));
  onsearch.mockReset();
  onleave.mockReset();
});

afterEach(() => {
  cleanup();
  host.stop();
});

function shown(text = ''): HTMLInputElement {
  const { rerender } = render(SearchField, { operation: 'a', text, isReady: true, total: 7, onsearch, onleave });
  // What is searched for comes back as the question's text.
  onsearch.mockImplementation((next: string) => void rerender({ text: next }));
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Buscar' });
  field.focus();
  return field;
}

async function type(field: HTMLInputElement, text: string): Promise<void> {
  await fireEvent.input(field, { target: { value: text } });
}

const options = () =>
  screen.queryAllByRole('option', { hidden: true }).map((option) => option.textContent.replace(/\s+/g, ' ').trim());
const chosen = () =>
  screen.queryAllByRole('option', { hidden: true }).findIndex((option) => option.ariaSelected === 'true');
const settled = (expected: string[]) =>
  waitFor(() => {
    expect(options()).toEqual(expected);
  });

test('a field and then its values are taken by keys, and the field stays a combobox', async () => {
  const field = shown();
  await type(field, 'age');
  await settled(['agente: nombre o apellido']);
  expect(field.getAttribute('aria-expanded')).toBe('true');
  expect(field.getAttribute('aria-activedescendant')).toBeNull();
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  const option = screen.getByRole('option', { hidden: true });
  expect(field.getAttribute('aria-activedescendant')).toBe(option.id);
  expect(document.getElementById(field.getAttribute('aria-controls') ?? '')?.contains(option)).toBe(true);
  await fireEvent.keyDown(field, { key: 'Tab' });
  expect(field.value).toBe('agente:');
  await settled(['Ana López 12', 'Ana María Ruiz 12']);
  await fireEvent.keyDown(field, { key: 'ArrowUp' });
  expect(chosen()).toBe(1);
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(field.value).toBe('agente:"Ana María Ruiz" ');
  expect(field.selectionStart).toBe(field.value.length);
  await settled([]);
  expect(field.getAttribute('aria-expanded')).toBe('false');
  expect(onsearch).toHaveBeenLastCalledWith('agente:"Ana María Ruiz" ');
  expect(onleave).not.toHaveBeenCalled();
});

test('while nothing is chosen Enter and Tab are those of the field', async () => {
  const field = shown();
  await type(field, 'agente:an');
  await settled(['Ana López 12', 'Ana María Ruiz 12']);
  expect(await fireEvent.keyDown(field, { key: 'Tab' })).toBe(true);
  expect(await fireEvent.keyDown(field, { key: 'Tab', shiftKey: true })).toBe(true);
  expect(field.value).toBe('agente:an');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onleave).toHaveBeenCalledOnce();
  expect(field.value).toBe('agente:an');
  // Past the last is none again.
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await fireEvent.keyDown(field, { key });
  expect(chosen()).toBe(-1);
  // Without suggestions the arrow goes to the table.
  await type(field, 'hola');
  await settled([]);
  await fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(onleave).toHaveBeenCalledTimes(2);
});

test('Escape closes the suggestions, then empties the field, then leaves it', async () => {
  const field = shown();
  await type(field, 'agente:an');
  await settled(['Ana López 12', 'Ana María Ruiz 12']);
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(options()).toEqual([]);
  expect(field.value).toBe('agente:an');
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(onsearch).toHaveBeenLastCalledWith('');
  await waitFor(() => {
    expect(field.value).toBe('');
  });
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(onleave).toHaveBeenCalledOnce();
});

test('one or two letters are searched for when nothing follows them, or at Enter', async () => {
  const field = shown();
  await type(field, 'fa');
  expect(onsearch).not.toHaveBeenCalled();
  await type(field, 'fac');
  expect(onsearch.mock.calls).toEqual([['fac']]);
  await type(field, 'fac id');
  await waitFor(() => {
    expect(onsearch).toHaveBeenLastCalledWith('fac id');
  });
  await type(field, 'pc');
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(onsearch).toHaveBeenLastCalledWith('pc');
  expect(onleave).toHaveBeenCalled();
  expect(onsearch).toHaveBeenCalledTimes(3);
});

test('Escape empties a field whose letters were not searched for yet', async () => {
  const field = shown();
  await type(field, 'fa');
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(field.value).toBe('');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(onsearch).not.toHaveBeenCalled();
});

test('a press takes a suggestion, and the keyboard stays in the field', async () => {
  const field = shown();
  await type(field, 'agente:an');
  await settled(['Ana López 12', 'Ana María Ruiz 12']);
  const [first] = screen.getAllByRole('option', { hidden: true });
  expect(await fireEvent.mouseDown(first as HTMLElement)).toBe(false);
  await fireEvent.click(first as HTMLElement);
  expect(field.value).toBe('agente:"Ana López" ');
  expect(document.activeElement).toBe(field);
});

test('what was probably meant is told, said and put right by one key', async () => {
  const field = shown();
  await type(field, 'agnete:ana');
  const note = '«agnete» no es un campo de la búsqueda.';
  await screen.findByText(note);
  await waitFor(
    () => {
      expect(screen.getByRole('status').textContent).toBe(note);
    },
    { timeout: 2000 },
  );
  await fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  expect(field.value).toBe('agente:ana');
  expect(onleave).not.toHaveBeenCalled();
  await waitFor(() => {
    expect(screen.queryByText(note)).toBeNull();
  });
});

test('a note stays as a sign in the field when the keyboard leaves it', async () => {
  const field = shown();
  await type(field, 'agente:zz');
  await screen.findByText('Ningún agente se llama «zz».');
  await fireEvent.blur(field);
  await fireEvent.focusOut(field, { relatedTarget: null });
  const sign = await screen.findByRole('button', { name: 'Ningún agente se llama «zz».' });
  await fireEvent.click(sign);
  expect(document.activeElement).toBe(field);
});

test('a search that was not typed here is told of as well, but suggests nothing', async () => {
  shown('agente:zz agente:an');
  await screen.findByText('Ningún agente se llama «zz».');
  expect(options()).toEqual([]);
  expect(host.calls.filter(({ command }) => command === 'search_hints')).toHaveLength(1);
});

test('all fields are offered where they are asked for', async () => {
  const field = shown();
  await fireEvent.keyDown(field, { key: 'ArrowDown', altKey: true });
  await waitFor(() => {
    const asked = host.calls.find(({ command }) => command === 'search_hints')?.args.typed as TypedSearch;
    expect(asked).toMatchObject({ text: '', caret: 0, asked: true, language: 'es' });
  });
  expect(onleave).not.toHaveBeenCalled();
});

test('one request is under way at a time, and the newest text is the next', async () => {
  const asked: string[] = [];
  const open: ((hints: SearchHints) => void)[] = [];
  const hints = new Hints(({ text }) => {
    asked.push(text);
    return new Promise((resolve) => open.push(resolve));
  });
  const typed = (text: string): TypedSearch => ({ text, caret: text.length, asked: false, language: 'es' });
  for (const text of ['a', 'ag', 'agente:', 'agente:an']) hints.ask(typed(text));
  expect(asked).toEqual(['a']);
  open[0]?.(hintsOf(typed('agente:')));
  await waitFor(() => {
    expect(asked).toEqual(['a', 'agente:an']);
  });
  // What is about an older text is not shown.
  expect(hints.suggestions).toEqual([]);
  open[1]?.(hintsOf(typed('agente:an')));
  await waitFor(() => {
    expect(hints.suggestions).toHaveLength(2);
  });
  expect(hints.editOf(0, 'agente:ana')).toBeNull();
});

test('a search that was there before the first answer is told of with it, and a failure is no trouble', async () => {
  const { rerender } = render(SearchField, {
    operation: 'a',
    text: 'agente:zz',
    isReady: false,
    total: null,
    onsearch,
    onleave,
  });
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Buscar' });
  field.focus();
  expect(host.calls.filter(({ command }) => command === 'search_hints')).toHaveLength(0);
  await rerender({ isReady: true });
  await screen.findByText('Ningún agente se llama «zz».');
  host.answer('search_hints', () => fail({ code: 'operation_unknown', params: { name: 'a' } }));
  await type(field, 'agente:an');
  expect(onsearch).toHaveBeenLastCalledWith('agente:an');
  expect(options()).toEqual([]);
});
