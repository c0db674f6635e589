import { readFileSync } from 'node:fs';
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import App from './App.svelte';

afterEach(cleanup);

test('shows the name and the version of the workspace it was built from', () => {
  render(App, { version: __TRAZA_VERSION__ });

  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Traza');
  const shown = screen.getByText(/^\d+\.\d+\.\d+/).textContent;
  const manifest = readFileSync('../Cargo.toml', 'utf8');
  expect(manifest).toContain(`[workspace.package]\nversion = "${shown}"`);
});
