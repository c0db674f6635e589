import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The version has one home, the workspace's Cargo.toml: the page shows that of the program it was built for. */
function workspaceVersion(): string {
  const manifest = readFileSync(new URL('../Cargo.toml', import.meta.url), 'utf8');
  const found = /^\[workspace\.package\][^[]*?^version = "([^"]+)"/m.exec(manifest);
  if (!found?.[1]) throw new Error('Cargo.toml names no [workspace.package] version');
  return found[1];
}

export default defineConfig({
  plugins: [svelte()],
  define: { __TRAZA_VERSION__: JSON.stringify(workspaceVersion()) },
  // Browser code in tests too: Svelte's server build cannot mount a component.
  ...(process.env.VITEST ? { resolve: { conditions: ['browser'] } } : {}),
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: 'safari16.4',
    // The window's policy allows no data: address for fonts, so nothing is inlined.
    assetsInlineLimit: 0,
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], setupFiles: ['src/test/setup.ts'] },
});
