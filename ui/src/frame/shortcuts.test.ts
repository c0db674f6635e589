import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { app } from '../state/app.svelte';
import { settings } from '../test/seed';
import { pressed, shortcuts } from './shortcuts.svelte';

let stop: (() => void) | undefined;
const run = vi.fn();

beforeEach(() => {
  run.mockClear();
  app.settings = settings;
  document.body.innerHTML = '<input id="text" /><input id="box" type="checkbox" />';
  window.addEventListener('keydown', pressed);
});

afterEach(() => {
  stop?.();
  window.removeEventListener('keydown', pressed);
});

function has(keys: string, more: object = {}): void {
  stop?.();
  stop = shortcuts([{ keys, group: 'explore', label: () => keys, run, ...more }]);
}

function hit(key: string, init: KeyboardEventInit = {}, on = 'body'): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  document.querySelector(on)?.dispatchEvent(event);
  return event;
}

test('a letter acts, with caps lock too, but not with Ctrl', () => {
  has('j');
  hit('j');
  hit('J');
  hit('j', { ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(2);
});

test('a letter never acts while someone types, but does on a box', () => {
  has('j');
  hit('j', {}, '#text');
  expect(run).not.toHaveBeenCalled();
  hit('j', {}, '#box');
  expect(run).toHaveBeenCalledOnce();
});

test('single characters can be switched off, the others stay', () => {
  app.settings = { ...settings, single_keys: false };
  has('?');
  hit('?', { shiftKey: true });
  has('Mod+F');
  hit('f', { ctrlKey: true }, '#text');
  has('F5');
  hit('F5');
  expect(run).toHaveBeenCalledTimes(2);
});

test('a digit is found by its place where the layout puts it behind Shift', () => {
  has('Mod+1');
  hit('&', { ctrlKey: true, code: 'Digit1' });
  expect(run).toHaveBeenCalledOnce();
});

test('nothing acts below a dialog', () => {
  has('Escape');
  document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>');
  hit('Escape');
  expect(run).not.toHaveBeenCalled();
});

test('the last that was registered wins, and the first again when it has gone', () => {
  const first = vi.fn();
  const end = shortcuts([{ keys: 'Escape', group: 'explore', label: () => '', run: first }]);
  has('Escape');
  hit('Escape');
  stop?.();
  hit('Escape');
  end();
  expect([run.mock.calls.length, first.mock.calls.length]).toEqual([1, 1]);
});

test('what acted does not reach the webview', () => {
  has('F5');
  expect(hit('F5').defaultPrevented).toBe(true);
  expect(hit('F6').defaultPrevented).toBe(false);
});
