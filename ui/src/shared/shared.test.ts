import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import Samples from '../test/Samples.svelte';
import { press } from '../test/press';
import { speak } from '../words/index.svelte';
import ErrorPanel from './ErrorPanel.svelte';
import Pieces from './Pieces.svelte';
import ScoreBadge from './ScoreBadge.svelte';
import { dismiss, toast } from './toasts.svelte';

beforeEach(() => speak('es', 'es-CO'));

afterEach(() => {
  cleanup();
  dismiss();
  vi.useRealTimers();
});

describe('a dialog', () => {
  test('has the focus in its first field, closes with Escape, and gives the focus back', async () => {
    render(Samples);
    const open = screen.getByRole('button', { name: 'Abrir' });
    open.focus();
    await fireEvent.click(open);
    expect(document.activeElement).toBe(screen.getByLabelText('Respuesta'));
    await press('Escape');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Pregunta' })).toBeNull());
    expect(document.activeElement).toBe(open);
  });

  test('keeps its keys from the page below', async () => {
    const below = vi.fn();
    window.addEventListener('keydown', below);
    render(Samples);
    await fireEvent.click(screen.getByRole('button', { name: 'Abrir' }));
    await press('j');
    window.removeEventListener('keydown', below);
    expect(below).not.toHaveBeenCalled();
  });
});

describe('a menu', () => {
  test('is walked with arrows and letters, and gives the focus back', async () => {
    const onselect = vi.fn();
    render(Samples, { onselect });
    const button = screen.getByRole('button', { name: 'Letra' });
    await fireEvent.click(button);
    expect(document.activeElement?.textContent).toContain('Alfa');
    await press('ArrowUp');
    expect(document.activeElement?.textContent).toContain('Gama');
    await press('b');
    expect(document.activeElement?.textContent).toContain('Beta');
    await fireEvent.click(document.activeElement ?? document.body);
    expect(onselect).toHaveBeenCalledWith('Beta');
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  test('closes with Escape and with a press elsewhere', async () => {
    render(Samples);
    const button = screen.getByRole('button', { name: 'Letra' });
    await fireEvent.click(button);
    await press('Escape');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(button);
    await fireEvent.pointerDown(document.body);
    expect(button.getAttribute('aria-expanded')).toBe('false');
  });
});

test('a splitter moves by keys within its ends, and back to where the design has it', async () => {
  const onwidth = vi.fn();
  render(Samples, { onwidth });
  const splitter = screen.getByRole('separator', { name: 'Ancho de filtros' });
  splitter.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'End', 'Enter']) await press(key);
  expect(onwidth.mock.calls.flat()).toEqual([184, 184, 400, 240]);
  expect(splitter.getAttribute('aria-valuenow')).toBe('240');
});

test('what is unavailable keeps the focus, says why, and does nothing', async () => {
  render(Samples, { unavailable: 'Falta el nombre' });
  const button = screen.getByRole('button', { name: 'Abrir' });
  await fireEvent.click(button);
  expect(screen.queryByRole('dialog', { name: 'Pregunta' })).toBeNull();
  await fireEvent.pointerEnter(button);
  const tip = await screen.findByRole('tooltip', {}, { timeout: 1500 });
  expect(tip.textContent).toBe('Falta el nombre');
  expect(button.getAttribute('aria-describedby')).toBe(tip.id);
  await press('Escape');
  await fireEvent.pointerLeave(button);
  expect(screen.queryByRole('tooltip')).toBeNull();
});

test('a notice goes after six seconds, but not while it is pointed at', async () => {
  vi.useFakeTimers();
  render(Samples);
  toast({ text: '313 filas guardadas' });
  await vi.advanceTimersByTimeAsync(5000);
  await fireEvent.pointerEnter(screen.getByText('313 filas guardadas'));
  const notice = document.querySelector('[data-test=toast]') ?? document.body;
  await fireEvent.pointerEnter(notice);
  await vi.advanceTimersByTimeAsync(20_000);
  screen.getByText('313 filas guardadas');
  await fireEvent.pointerLeave(notice);
  await vi.advanceTimersByTimeAsync(6001);
  expect(screen.queryByText('313 filas guardadas')).toBeNull();
});

test('an error shows no raw detail until it is asked for', async () => {
  render(ErrorPanel, { error: { code: 'keychain_failed', params: { detail: 'org.freedesktop.Secret' } } });
  expect(screen.getByRole('alert').textContent).not.toContain('org.freedesktop');
  await fireEvent.click(screen.getByRole('button', { name: 'Detalle técnico' }));
  expect(screen.getByRole('alert').textContent).toContain('keychain_failed\ndetail: org.freedesktop.Secret');
});

test('a score says its zone in words, and none is a dash', () => {
  const { unmount } = render(ScoreBadge, { score: { text: '2', tone: 's2' } });
  expect(document.body.textContent).toBe('2, puntaje bajo');
  unmount();
  render(ScoreBadge, { score: null });
  expect(document.body.textContent).toBe('—');
});

test("customers' words stay text", () => {
  render(Pieces, {
    pieces: [
      { text: '<img src=x> ', hit: false },
      { text: '<b>', hit: true },
    ],
  });
  expect(document.querySelector('img, b')).toBeNull();
  expect(document.querySelector('mark')?.textContent).toBe('<b>');
});
