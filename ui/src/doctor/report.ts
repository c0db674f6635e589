/** The check-up as a text for whoever looks after the network: facts and what is asked for, no token. */
import type { Diagnosis } from '../host';
import { f, w } from '../words/index.svelte';
import { CHECKS } from './diagnosing.svelte';

/** Writes the text; `name` is the operation's, where it has one already. */
export function reportOf({ verdict, steps, facts, requests }: Diagnosis, name: string | null): string {
  const words = w().doctor;
  const { report } = words;
  const said = words.verdict[verdict];
  const port = String(facts.port);
  const results = new Map(steps.map(({ check, result }) => [check, result]));
  const asked = report.ask[verdict]?.(facts.host, port);
  const pairs: [string, string | null][] = [
    [report.at, `${f().moment(facts.at)} (${facts.zone})`],
    [report.operation, name],
    [report.server, `${facts.host}:${port}`],
    [report.addresses, facts.addresses.length === 0 ? null : facts.addresses.join(', ')],
    [report.proxy, facts.proxy ?? report.none],
    [report.result, `${said.what}. ${said.why(facts.host)}`],
    [report.asked, asked ?? null],
  ];
  const more: [string, string | null][] = [
    [report.reach, facts.reach === null ? null : (report.reaches[facts.reach] ?? facts.reach)],
    [report.status, facts.status === null ? null : String(facts.status)],
    [report.quota, quotaOf(facts.quota)],
    [report.used, f().number(requests)],
  ];
  return [
    report.heading(facts.version, facts.platform),
    ...lines(pairs),
    '',
    ...CHECKS.map((check) => `- ${words.check[check]}: ${words.result[results.get(check) ?? 'skipped']}`),
    '',
    ...lines(more),
  ].join('\n');
}

function lines(pairs: readonly [string, string | null][]): string[] {
  return pairs.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
}

function quotaOf(quota: Diagnosis['facts']['quota']): string | null {
  if (quota === null) return null;
  if (quota.limit === null) return f().number(quota.left);
  return w().doctor.report.ofLimit(f().number(quota.left), f().number(quota.limit));
}
