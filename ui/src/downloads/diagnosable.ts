/** What the connection's doctor can say more about: codes of errors that end a download, and of parts that did not come. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'unreachable',
  'timed_out',
  'cut_off',
  'unreadable',
  'left_origin',
  'proxy',
  'setup',
  'connection_setup',
  'not_offered',
  'refused',
  'request_refused',
  'server_trouble',
  'token_refused',
  'too_many_at_once',
  'maintenance',
]);

/** Whether it is the way to wolkvox that failed, and not Traza's own files or the person's choice. */
export function isOfConnection(code: string): boolean {
  return OF_CONNECTION.has(code);
}
