/** A check-up of a connection: its steps as they are done, then what they mean. */
import { SvelteMap } from 'svelte/reactivity';
import { call, commands, events, failureOf } from '../host';
import type { Check, CheckResult, Days, Diagnosis, NewConnection, Shown } from '../host';

/** The steps in their order. */
export const CHECKS = [
  'network',
  'name',
  'connection',
  'encryption',
  'token',
  'quota',
  'report',
  'period',
] as const satisfies readonly Check[];

/** Which connection: that of an operation, or one that is being typed. */
export type Subject =
  { kind: 'operation'; id: string; days: Days | null } | { kind: 'typed'; connection: NewConnection };

/** How a step stands. */
export type Standing = CheckResult | 'running' | 'waiting';

export class Diagnosing {
  /** What was found; none while it runs. */
  diagnosis = $state.raw<Diagnosis | null>(null);
  /** Why it could not be done. */
  failure = $state.raw<Shown | null>(null);
  isRunning = $state(false);
  readonly #done = new SvelteMap<Check, CheckResult>();

  constructor(private readonly subject: Subject) {}

  /** Checks everything from the beginning. */
  async begin(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    this.diagnosis = null;
    this.failure = null;
    this.#done.clear();
    try {
      // Steps are told without a name: another check-up, of a dialog that was closed, has to be over first.
      await last?.catch(() => undefined);
      const diagnosis = await this.#ask();
      for (const { check, result } of diagnosis.steps) this.#done.set(check, result);
      this.diagnosis = diagnosis;
    } catch (thrown) {
      this.failure = failureOf(thrown);
    } finally {
      this.isRunning = false;
    }
  }

  /** How a step stands: the first one that is not done is the one that runs. */
  standing(check: Check): Standing {
    const done = this.#done.get(check);
    if (done !== undefined) return done;
    if (!this.isRunning) return 'skipped';
    return CHECKS.find((one) => !this.#done.has(one)) === check ? 'running' : 'waiting';
  }

  async #ask(): Promise<Diagnosis> {
    const stop = await events.diagnosisProgress.listen(({ payload }) => {
      this.#done.set(payload.check, payload.result);
    });
    const asked = call(commandOf(this.subject));
    last = asked;
    try {
      return await asked;
    } finally {
      stop();
    }
  }
}

/** The check-up that was asked for last, over or not. */
let last: Promise<Diagnosis> | null = null;

/** Those that run, by what they are of: who closes the dialog and opens it again goes on with the same. */
const running = new SvelteMap<string, Diagnosing>();

/** The check-up of a subject: the one that runs, or a new one, which begins. */
export function checkUpOf(subject: Subject): Diagnosing {
  const key = JSON.stringify(subject);
  const known = running.get(key);
  if (known) return known;
  const diagnosing = new Diagnosing(subject);
  running.set(key, diagnosing);
  void diagnosing.begin().finally(() => running.delete(key));
  return diagnosing;
}

function commandOf(subject: Subject): ReturnType<typeof commands.diagnose> {
  switch (subject.kind) {
    case 'operation':
      return commands.diagnose(subject.id, subject.days);
    case 'typed':
      return commands.diagnoseConnection(subject.connection);
  }
}
