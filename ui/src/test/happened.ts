/** What downloads changed, how a connection fares, and who is followed: for the double of the program. */
import { emit } from '@tauri-apps/api/event';
import type {
  ChangeCounts,
  ChangeKind,
  ChangeShown,
  Check,
  CheckResult,
  Diagnosis,
  Following,
  FollowShown,
  ListRow,
  RunShown,
  Verdict,
} from '../host';
import { present } from './seed';

const CHECKS: Check[] = ['network', 'name', 'connection', 'encryption', 'token', 'quota', 'report', 'period'];
const NONE: ChangeCounts = { new: 0, closed: 0, reopened: 0, rescored: 0, recoded: 0, edited: 0, gone: 0 };

/** The runs of the seeded operation, newest first. */
export function runs(rows: readonly ListRow[]): RunShown[] {
  const all = changesOf(rows);
  const count = (kind: ChangeKind): number => all.filter(({ kinds }) => kinds.includes(kind)).length;
  const counts = Object.fromEntries(Object.keys(NONE).map((kind) => [kind, count(kind as ChangeKind)]));
  const asked = { followed: false, reason: null, ended: true };
  return [
    {
      ...asked,
      id: 9,
      at: present,
      from: '2026-11-18',
      to: '2026-11-18',
      followed: true,
      requests: 12,
      records: 96,
      seconds: 14,
      changes: { ...NONE, ...counts },
    },
    {
      ...asked,
      id: 8,
      at: '2026-11-17 18:30:00',
      from: '2026-10-01',
      to: '2026-10-31',
      requests: 36,
      records: 12_604,
      seconds: 212,
      changes: { ...NONE, new: 12_604 },
    },
    {
      ...asked,
      id: 7,
      at: '2026-11-17 09:12:00',
      from: '2026-08-24',
      to: '2026-08-31',
      requests: 9,
      records: 3402,
      seconds: 61,
      reason: 'cut_off',
      changes: { ...NONE, new: 3402 },
    },
  ];
}

/** What the newest run changed. */
export function changesOf(rows: readonly ListRow[]): ChangeShown[] {
  const changed = rows.map((row, index): ChangeShown => {
    const plain = { id: row.id, row, gone: null, fields: [] };
    if (index < 96) return { ...plain, kinds: ['new'] };
    switch (index % 6) {
      case 0:
        return {
          ...plain,
          kinds: ['closed', 'recoded'],
          fields: [
            { field: 'status', before: 'open', after: 'close' },
            { field: 'close_date', before: '', after: row.closed },
            { field: 'cod_act', before: '', after: 'Reembolso_aprobado' },
          ],
        };
      case 1:
        return { ...plain, kinds: ['rescored'], fields: [{ field: 'evaluation_survey', before: '', after: '2' }] };
      case 2:
        return { ...plain, kinds: ['reopened'], fields: [{ field: 'status', before: 'close', after: 'open' }] };
      case 3:
        return {
          ...plain,
          kinds: ['edited'],
          fields: [
            {
              field: 'comments',
              before: '',
              after: 'Doble cobro validado con el área de facturación; se devuelve a la misma cuenta en cinco días.',
            },
          ],
        };
      case 4:
        return { ...plain, kinds: ['rescored'], fields: [{ field: 'evaluation_survey', before: '5', after: '1' }] };
      default:
        return {
          ...plain,
          row: null,
          kinds: ['gone'],
          gone: {
            created: row.created,
            channel: row.channel,
            agent: row.agent,
            skill: row.skill,
            subject: row.subject.map(({ text }) => text).join(''),
            case_id: row.case_id,
          },
        };
    }
  });
  return changed.slice(0, 126);
}

/** A page of a run's changes. */
export function changesPage(
  rows: readonly ListRow[],
  asked: { run: number; kind: ChangeKind | null; offset: number; limit: number },
): { total: number; list: ChangeShown[] } {
  const all = asked.run === 9 ? changesOf(rows) : rows.map((row) => newOne(row));
  const { kind } = asked;
  const wanted = kind === null ? all : all.filter(({ kinds }) => kinds.includes(kind));
  return { total: wanted.length, list: wanted.slice(asked.offset, asked.offset + asked.limit) };
}

function newOne(row: ListRow): ChangeShown {
  return { id: row.id, row, gone: null, kinds: ['new'], fields: [] };
}

/** A check-up whose step fails that its verdict is about; all hold where it works. */
export function diagnosis(verdict: Verdict): Diagnosis {
  const fails: Partial<Record<Verdict, Check>> = {
    no_network: 'network',
    address_not_found: 'name',
    proxy: 'connection',
    address_not_listed: 'connection',
    certificate: 'encryption',
    token_refused: 'token',
    token_missing: 'token',
    quota_spent: 'quota',
    not_offered: 'report',
    maintenance: 'report',
    nothing_in_period: 'period',
  };
  const at = verdict === 'works' ? CHECKS.length : CHECKS.indexOf(fails[verdict] ?? 'report');
  const resultAt = (index: number): CheckResult => (index < at ? 'ok' : index === at ? 'failed' : 'skipped');
  return {
    verdict,
    steps: CHECKS.map((check, index) => ({ check, result: resultAt(index) })),
    facts: {
      host: 'wv0042.wolkvox.com',
      port: 443,
      addresses: at > 1 ? ['198.51.100.24'] : [],
      proxy: null,
      status: at > 4 ? 200 : null,
      reach: at === 2 ? 'refused' : null,
      quota: at > 5 ? { left: 2802, limit: 4000 } : null,
      at: present,
      zone: 'America/Bogota',
      version: '0.1.0',
      platform: 'linux',
    },
    requests: at > 4 ? 2 : 0,
    milliseconds: 1240,
  };
}

/** Goes through the steps of a check-up as the program does, then answers with it. */
export async function checkUp(verdict: Verdict): Promise<Diagnosis> {
  const found = diagnosis(verdict);
  for (const step of found.steps) if (step.result !== 'skipped') await emit('diagnosis-progress', step);
  return found;
}

/** The following of operations, kept while the double lives. */
export function followed(): Record<string, (args: never) => unknown> {
  const kept = new Map<string, Following>();
  const shown = (operation: string): FollowShown => {
    const following = kept.get(operation) ?? { on: false, notify_at: null };
    return {
      operation,
      following,
      state: { kind: following.on ? 'waiting' : 'off' },
      last: following.on ? present : null,
      next: following.on ? '2026-11-18 14:10:00' : null,
    };
  };
  return {
    following: ({ operation }: { operation: string }) => shown(operation),
    follow: ({ operation, following }: { operation: string; following: Following }) => {
      kept.set(operation, following);
      return shown(operation);
    },
  };
}
