import { afterEach, expect, test, vi } from 'vitest';
import { copyText } from './clipboard';

function old(isCopied: boolean): void {
  Object.assign(document, { execCommand: vi.fn(() => isCopied) });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('where the clipboard is refused the old way is tried, and whether that was done is said', async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('refused')) } });
  old(true);
  expect(await copyText('a')).toBe(true);
  old(false);
  expect(await copyText('a')).toBe(false);
});
