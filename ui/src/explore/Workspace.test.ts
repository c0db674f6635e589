import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pressed } from '../frame/shortcuts.svelte';
import type { Question } from '../host';
import { announced } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { fail, fakeHost } from '../test/host';
import type { FakeHost } from '../test/host';
import { operation } from '../test/seed';
import Explore from './Explore.svelte';
import { keepListsOf } from './lists';

let host: FakeHost;

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
  window.addEventListener('keydown', pressed);
});

afterEach(() => {
  window.removeEventListener('keydown', pressed);
  cleanup();
  keepListsOf([]);
  host.stop();
});

async function opened(): Promise<HTMLElement> {
  render(Explore, { operation });
  return screen.findByRole('grid');
}

const by = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`);
const total = () => Number(by('total')?.textContent.replace(/\D/g, ''));
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-test="row"]')];
const active = () => document.querySelector('[aria-current="true"]')?.getAttribute('aria-rowindex');
const picked = () => rows().filter((row) => row.ariaSelected === 'true').length;
const asked = () => host.calls.filter(({ command }) => command === 'ask').map(({ args }) => args.question as Question);

async function settled(check: () => void): Promise<void> {
  await waitFor(check);
}

test('only the rows on the screen are there, and the grid says how many there are', async () => {
  const grid = await opened();
  expect(grid.getAttribute('aria-rowcount')).toBe('314');
  expect(rows().length).toBeLessThan(60);
  expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('2');
});

test('a search asks with every key, counts, and is taken back by Escape', async () => {
  await opened();
  const search = screen.getByRole('combobox', { name: 'Buscar' });
  await fireEvent.input(search, { target: { value: 'reembolso' } });
  await settled(() => {
    expect(total()).toBeLessThan(313);
  });
  await settled(() => {
    expect(document.querySelectorAll('[data-test="row"] mark').length).toBeGreaterThan(0);
  });
  await fireEvent.keyDown(search, { key: 'Escape' });
  await settled(() => {
    expect(total()).toBe(313);
  });
});

test('rows that an answer does not need are hidden, and serve the next one', async () => {
  await opened();
  const before = rows();
  const search = screen.getByRole('combobox', { name: 'Buscar' });
  await fireEvent.input(search, { target: { value: 'nohaytalpalabra' } });
  await settled(() => {
    expect(rows()).toHaveLength(0);
  });
  expect(before.every((row) => row.isConnected && row.hidden)).toBe(true);
  expect(document.querySelectorAll('[id^="row-"], [data-position]')).toHaveLength(0);
  await fireEvent.keyDown(search, { key: 'Escape' });
  await settled(() => {
    expect(rows()).toEqual(before);
    expect(before[0]?.textContent).not.toBe('');
  });
});

test('a filter is chosen by its box, shown as a chip, and taken away by the chip', async () => {
  await opened();
  const box = within(screen.getByRole('group', { name: 'Skill' })).getAllByRole('checkbox')[0];
  await fireEvent.click(box as HTMLElement);
  await settled(() => {
    expect(by('chip-skill')).not.toBeNull();
    expect(total()).toBeLessThan(313);
  });
  expect(box).toHaveProperty('checked', true);
  await fireEvent.click(within(by('chip-skill') as HTMLElement).getByRole('button', { name: 'Quitar Skill' }));
  await settled(() => {
    expect(total()).toBe(313);
  });
  expect(by('chip-skill')).toBeNull();
});

test('two filters are taken away together', async () => {
  await opened();
  await fireEvent.click(screen.getByRole('checkbox', { name: /^Puntaje 1/ }));
  await fireEvent.click(screen.getByRole('checkbox', { name: /^Correo/ }));
  await settled(() => {
    expect(by('chips-clear')).not.toBeNull();
  });
  await fireEvent.click(by('chips-clear') as HTMLElement);
  await settled(() => {
    expect(total()).toBe(313);
  });
});

test('a section folds and is still folded when the screen comes back', async () => {
  const head = () => screen.getByRole('heading', { name: 'Canal' }).querySelector('button') as HTMLElement;
  await opened();
  await fireEvent.click(head());
  expect(screen.queryByRole('group', { name: 'Canal' })).toBeNull();
  cleanup();
  await opened();
  expect(screen.queryByRole('group', { name: 'Canal' })).toBeNull();
  await fireEvent.click(head());
  expect(screen.getByRole('group', { name: 'Canal' })).not.toBeNull();
});

test('keys go from row to row, pick them, and leave none behind', async () => {
  const grid = await opened();
  grid.focus();
  const press = (key: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(grid, { key, ...more });
  await press('ArrowDown');
  expect(active()).toBe('2');
  await press('j');
  await press('ArrowDown');
  expect(active()).toBe('4');
  await press('k');
  expect(active()).toBe('3');
  expect(grid.getAttribute('aria-activedescendant')).toBe('row-1');
  await press(' ');
  await settled(() => {
    expect(picked()).toBe(1);
  });
  await press('ArrowDown', { shiftKey: true });
  await press('ArrowDown', { shiftKey: true });
  await settled(() => {
    expect(picked()).toBe(3);
  });
  await press('a', { ctrlKey: true });
  await settled(() => {
    expect(by('selected')?.textContent).toBe('313 seleccionadas');
  });
  await press('Escape');
  expect(by('selected')).toBeNull();
  await press('End');
  await settled(() => {
    expect(host.calls.some(({ command, args }) => command === 'page' && args.offset === 256)).toBe(true);
  });
});

test('a row that is scrolled out of sight leaves the focus where it is, and the keys go on from it', async () => {
  const grid = await opened();
  grid.focus();
  const press = (key: string) => fireEvent.keyDown(grid, { key });
  await press('ArrowDown');
  await press('ArrowDown');
  expect(grid.getAttribute('aria-activedescendant')).toBe('row-1');
  grid.scrollTop = 200 * 32;
  await fireEvent.scroll(grid);
  expect(document.getElementById('row-1')).toBeNull();
  expect(document.activeElement).toBe(grid);
  expect(grid.hasAttribute('aria-activedescendant')).toBe(false);
  await press('ArrowDown');
  await settled(() => {
    expect(grid.getAttribute('aria-activedescendant')).toBe('row-2');
  });
  expect(grid.scrollTop).toBeLessThanOrEqual(2 * 32);
  expect(document.activeElement).toBe(grid);
});

test('G asks for a date and goes to its first row', async () => {
  const grid = await opened();
  await fireEvent.keyDown(document.body, { key: 'g' });
  const field = by('to-day') as HTMLInputElement;
  expect(document.activeElement).toBe(field);
  expect(field.value).toBe('2026-11-18');
  await fireEvent.input(field, { target: { value: '2026-11-10' } });
  await fireEvent.submit(field.form as HTMLFormElement);
  await settled(() => {
    expect(document.querySelector('[aria-current="true"]')?.textContent).toContain('10/11');
    expect(document.activeElement).toBe(grid);
  });
  await settled(() => {
    expect(document.querySelector(`#row-${Number(active()) - 3}`)?.textContent).toContain('11/11');
  });
});

test('a date is gone to by sorting by date, where something else was sorted by', async () => {
  await opened();
  await fireEvent.click(within(screen.getByRole('columnheader', { name: 'Agente' })).getByRole('button'));
  await settled(() => {
    expect(asked().at(-1)?.sort).toEqual({ column: 'agent', descending: false });
  });
  await fireEvent.click(by('to-day-open') as HTMLElement);
  expect(by('to-day-panel')?.textContent).toContain('La tabla está ordenada por Agente');
  await fireEvent.input(by('to-day') as HTMLElement, { target: { value: '2026-11-10' } });
  await fireEvent.submit((by('to-day') as HTMLInputElement).form as HTMLFormElement);
  await settled(() => {
    expect(document.querySelector('[aria-current="true"]')?.textContent).toContain('10/11');
  });
  expect(asked().at(-1)?.sort).toBeNull();
});

test('a press reads a row, with Ctrl it picks it, with Shift as far as there', async () => {
  await opened();
  const press = (index: number, more: PointerEventInit = {}) =>
    fireEvent.pointerDown(rows()[index] as HTMLElement, { button: 0, ...more });
  await press(2);
  expect(active()).toBe('4');
  expect(picked()).toBe(0);
  await press(5, { shiftKey: true });
  await settled(() => {
    expect(picked()).toBe(4);
  });
  await press(0, { ctrlKey: true });
  await settled(() => {
    expect(picked()).toBe(5);
  });
  await press(1);
  expect(picked()).toBe(0);
});

test('the head of a column sorts, turns round, and says so', async () => {
  await opened();
  const head = screen.getByRole('columnheader', { name: 'Agente' });
  await fireEvent.click(within(head).getByRole('button'));
  await settled(() => {
    expect(head.getAttribute('aria-sort')).toBe('ascending');
  });
  expect(asked().at(-1)?.sort).toEqual({ column: 'agent', descending: false });
  expect(announced()).toContain('Ordenado por Agente, ascendente');
  await fireEvent.click(within(head).getByRole('button'));
  await settled(() => {
    expect(head.getAttribute('aria-sort')).toBe('descending');
  });
});

test('every column that is offered sorts, attachments by their number with most first', async () => {
  await opened();
  for (const head of screen.getAllByRole('columnheader')) {
    expect(head.getAttribute('aria-sort')).not.toBeNull();
    expect(within(head).getByRole('button').getAttribute('aria-disabled')).toBeNull();
  }
  const head = screen.getByRole('columnheader', { name: 'Adjuntos' });
  await fireEvent.click(within(head).getByRole('button'));
  await settled(() => {
    expect(head.getAttribute('aria-sort')).toBe('descending');
  });
  expect(asked().at(-1)?.sort).toEqual({ column: 'attachments', descending: true });
  expect(announced()).toContain('Ordenado por Adjuntos, descendente');
  expect(within(head).getByRole('button').querySelectorAll('svg')).toHaveLength(1);
  await fireEvent.click(within(head).getByRole('button'));
  await settled(() => {
    expect(asked().at(-1)?.sort).toEqual({ column: 'attachments', descending: false });
  });
});

test('columns are resized by key, hidden, moved and restored, and remembered', async () => {
  await opened();
  const head = () => screen.queryByRole('columnheader', { name: 'Agente' });
  await fireEvent.keyDown(within(head() as HTMLElement).getByRole('button'), { key: 'ArrowRight', shiftKey: true });
  expect(app.layout.columns.find(({ column }) => column === 'agent')?.width).toBe(100);
  await fireEvent.click(by('columns-open') as HTMLElement);
  await fireEvent.click(by('column-agent') as HTMLElement);
  expect(head()).toBeNull();
  await fireEvent.click(document.querySelector('[aria-label="Bajar Fecha"]') as HTMLElement);
  expect(app.layout.columns[1]?.column).toBe('created');
  await fireEvent.click(by('columns-restore') as HTMLElement);
  expect(head()).not.toBeNull();
  expect(app.layout.columns).toEqual([]);
});

test('the grips of the timeline choose days, a chip takes them back', async () => {
  await opened();
  const grip = screen.getByRole('slider', { name: 'Primer día elegido' });
  await fireEvent.keyDown(grip, { key: 'ArrowRight' });
  await settled(() => {
    expect(by('chip-days')).not.toBeNull();
  });
  expect(asked().at(-1)?.days).toEqual({ from: '2026-11-02', to: '2026-11-18' });
  expect(grip.getAttribute('aria-valuetext')).toContain('02/11/2026');
  await fireEvent.keyDown(grip, { key: 'Escape' });
  await settled(() => {
    expect(by('chip-days')).toBeNull();
  });
});

test('the timeline is a table too', async () => {
  await opened();
  await fireEvent.click(by('timeline-table') as HTMLElement);
  expect(document.querySelectorAll('table tr')).toHaveLength(19);
});

test('a period is chosen by name, remembered, and takes the brush away', async () => {
  await opened();
  await fireEvent.click(by('period-open') as HTMLElement);
  await fireEvent.click(by('period-today') as HTMLElement);
  await settled(() => {
    expect(asked().at(-1)?.span).toEqual({ kind: 'today' });
  });
  expect(app.settings.span).toEqual({ kind: 'today' });
});

test('nothing matches: the filters are taken away together with the search', async () => {
  await opened();
  await fireEvent.input(screen.getByRole('combobox', { name: 'Buscar' }), { target: { value: 'zzz' } });
  await screen.findByText('Nada coincide con «zzz»');
  await fireEvent.click(by('empty-clear') as HTMLElement);
  await screen.findByRole('grid');
});

test('with nothing downloaded it leads to Descargas', async () => {
  host.stop();
  host = fakeHost({ rows: 0 });
  render(Explore, { operation });
  await screen.findByText('Todavía no hay nada descargado');
  await fireEvent.click(by('to-downloads') as HTMLElement);
  expect(app.section).toBe('downloads');
  app.go('explore');
});

test('a question that fails says why and can be asked again', async () => {
  host.answer('ask', () => fail({ code: 'archive_busy', params: { path: '/a' } }));
  render(Explore, { operation });
  await screen.findByRole('alert');
  host.stop();
  host = fakeHost();
  await fireEvent.click(screen.getByRole('button', { name: 'Reintentar' }));
  await screen.findByRole('grid');
});

test('keys of the window: the search, the next row, asking again', async () => {
  await opened();
  await fireEvent.keyDown(document.body, { key: 'f', ctrlKey: true });
  expect(document.activeElement).toBe(by('search'));
  (document.activeElement as HTMLElement).blur();
  await fireEvent.keyDown(document.body, { key: 'j' });
  expect(active()).toBe('2');
  const before = asked().length;
  await fireEvent.keyDown(document.body, { key: 'F5' });
  await settled(() => {
    expect(asked().length).toBe(before + 1);
  });
});

test('what a download brings is taken up while the row that is read stays', async () => {
  const grid = await opened();
  grid.focus();
  await fireEvent.keyDown(grid, { key: 'ArrowDown' });
  await host.send('archive-changed', { operation: operation.id });
  await settled(() => {
    expect(asked().length).toBe(2);
  });
  expect(active()).toBe('2');
});
