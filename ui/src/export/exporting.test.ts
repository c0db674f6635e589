import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { chosenOf, toggled } from './columns';
import { Exporting, type Exportable } from './exporting.svelte';

let host: FakeHost;
let table: Exportable;
/** How often another view was asked for; each has the next number. */
let renewed: number;

beforeEach(() => {
  host = fakeHost();
  renewed = 0;
  const renew = () => {
    renewed += 1;
    table = { ...table, view: table.view + 1 };
    return Promise.resolve();
  };
  table = { view: 7, total: 313, selected: 0, renew };
});
afterEach(() => {
  host.stop();
});

const begun = () => new Exporting(() => table, 'es-CO');

test('the task is the view with the chosen columns, or the rows that are picked', () => {
  const exporting = begun();
  expect(exporting.task).toMatchObject({ view: 7, picked: false, format: 'xlsx', region: 'es-CO' });
  table = { ...table, selected: 2 };
  exporting.rows = 'selected';
  expect(exporting.task).toMatchObject({ picked: true });
  expect(exporting.count).toBe(2);
});

test('who has picked several rows is offered these', () => {
  table = { ...table, selected: 2 };
  expect(begun().rows).toBe('selected');
});

test('without columns or rows there is no task', () => {
  const exporting = begun();
  exporting.columns = chosenOf(exporting.columns).reduce(toggled, exporting.columns);
  expect(exporting.task).toBeNull();
  exporting.columns = begun().columns;
  table = { ...table, total: 0 };
  expect(exporting.task).toBeNull();
});

test('of two estimates the one that was asked for last counts', async () => {
  const exporting = begun();
  const answers: ((estimate: unknown) => void)[] = [];
  host.answer('estimate_export', () => new Promise((resolve) => answers.push(resolve)));
  const first = exporting.estimateAnew();
  const second = exporting.estimateAnew();
  answers[1]?.({ rows: 2, bytes: 2, file_name: 'b' });
  answers[0]?.({ rows: 1, bytes: 1, file_name: 'a' });
  await Promise.all([first, second]);
  expect(exporting.estimate?.file_name).toBe('b');
});

test('an outdated view asks for another one and is no error', async () => {
  const exporting = begun();
  host.answer('estimate_export', () => fail({ code: 'view_outdated' }));
  await exporting.estimateAnew();
  expect([renewed, exporting.failure]).toEqual([1, null]);
});

test('the rows are counted as the program counts them, until others are chosen', async () => {
  const exporting = begun();
  host.answer('estimate_export', () => ({ rows: 312, bytes: 2, file_name: 'b' }));
  await exporting.estimateAnew();
  expect(exporting.count).toBe(312);
  table = { ...table, selected: 2 };
  exporting.rows = 'selected';
  expect(exporting.count).toBe(2);
});

test('choices that follow each other closely are estimated once', () => {
  vi.useFakeTimers();
  const exporting = begun();
  const stop = exporting.estimateSoon();
  stop();
  exporting.estimateSoon();
  vi.advanceTimersByTime(1000);
  vi.useRealTimers();
  expect(host.calls.filter(({ command }) => command === 'estimate_export')).toHaveLength(1);
});

test('a view that a download has outdated is asked for anew and written, and nobody is told', async () => {
  const exporting = begun();
  const views: unknown[] = [];
  host.answer('export', ({ task }: { task: { view: number } }) => {
    views.push(task.view);
    return task.view === 7 ? fail({ code: 'view_outdated' }) : { kind: 'cancelled' };
  });
  await exporting.save('Guardar');
  expect(views).toEqual([7, 8]);
  expect(exporting.stage.kind).toBe('cancelled');
});

test('a view that is outdated again is told of', async () => {
  const exporting = begun();
  host.answer('export', () => fail({ code: 'view_outdated' }));
  await exporting.save('Guardar');
  expect(renewed).toBe(1);
  expect(exporting.stage).toMatchObject({ kind: 'failed', error: { code: 'view_outdated' } });
});

test('writes, tells how far it is, and ends with the file', async () => {
  const exporting = begun();
  let end: (exported: unknown) => void = () => undefined;
  host.answer('export', () => new Promise((resolve) => (end = resolve)));
  const saving = exporting.save('Guardar');
  expect(exporting.stage.kind).toBe('saving');
  exporting.progressed({ rows: 100, total: 313 });
  expect(exporting.stage).toMatchObject({ kind: 'writing', progress: { rows: 100 } });
  await exporting.cancel();
  expect(host.calls.at(-1)?.command).toBe('cancel_export');
  exporting.progressed({ rows: 120, total: 313 });
  expect(exporting.stage).toMatchObject({ kind: 'writing', stopping: true });
  end({ kind: 'cancelled' });
  await saving;
  expect(exporting.stage.kind).toBe('cancelled');
});

test('a closed dialog of the system leads back to the choice', async () => {
  const exporting = begun();
  host.answer('export', () => null);
  await exporting.save('Guardar');
  expect(exporting.stage.kind).toBe('choosing');
});

test('a failure is kept with its code, and another place can be chosen at once', async () => {
  const exporting = begun();
  host.answer('export', () => ({ kind: 'failed', error: { code: 'file_busy', params: { path: '/x' } } }));
  await exporting.save('Guardar');
  expect(exporting.stage).toMatchObject({ kind: 'failed', error: { code: 'file_busy' } });
  host.answer('export', () => ({ kind: 'done', rows: 313, bytes: 1, file_name: 'a', folder: '/', cut: 0 }));
  await exporting.save('Guardar');
  expect(exporting.stage.kind).toBe('done');
});
