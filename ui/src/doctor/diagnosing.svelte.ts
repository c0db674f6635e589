/** A check-up of a connection: its steps as they are done, then what they mean. */
import { SvelteMap } from 'svelte/reactivity';
import { call, commands, events, failureOf, until } from '../host';
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

  constructor(private readonly subject: () => Subject) {}

  /** Hears of each step until the answer is called. */
  listen(): () => void {
    return until(
      events.diagnosisProgress.listen(({ payload }) => {
        if (this.isRunning) this.#done.set(payload.check, payload.result);
      }),
    );
  }

  /** Checks everything from the beginning. */
  async begin(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    this.diagnosis = null;
    this.failure = null;
    this.#done.clear();
    try {
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

  #ask(): Promise<Diagnosis> {
    const subject = this.subject();
    switch (subject.kind) {
      case 'operation':
        return call(commands.diagnose(subject.id, subject.days));
      case 'typed':
        return call(commands.diagnoseConnection(subject.connection));
    }
  }
}
