/** What is typed to connect an operation, whether it is right, and what trying it said. The token lives here and nowhere else. */
import { call, commands, failureOf, type NewConnection, type OperationShown, type Shown, type Tried } from '../host';
import { app } from '../state/app.svelte';

/** The fields that an error can belong to. */
export type FieldName = 'name' | 'server' | 'token' | 'baseUrl' | 'zone';

const CHECK_AFTER_MS = 200;
const USUAL_ZONE = 'America/Bogota';

/** Which field an error is about; none: it is about the connection. */
const fieldOf: Partial<Record<Shown['code'], FieldName>> = {
  operation_exists: 'name',
  name_invalid: 'name',
  server_invalid: 'server',
  base_url_invalid: 'baseUrl',
  zone_unknown: 'zone',
  token_invalid: 'token',
};

export class ConnectForm {
  name = $state('');
  server = $state('');
  baseUrl = $state('');
  zone = $state(USUAL_ZONE);
  token = $state('');
  /** The token came by paste. */
  pasted = $state(false);
  /** The server as the program names it, once it is one. */
  canonical = $state<string | null>(null);
  /** What is wrong, by field. */
  wrong = $state.raw<Partial<Record<FieldName, Shown | undefined>>>({});
  /** What a successful try said; none after any change. */
  tried = $state.raw<Tried | null>(null);
  /** Why a try or saving failed. */
  failure = $state.raw<Shown | null>(null);
  busy = $state<'testing' | 'saving' | null>(null);

  #checking: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** Rises with every change of what a try depends on: what a try says belongs to what it tried. */
  #changes = 0;

  /** Whether there is enough to try. */
  get canTry(): boolean {
    return this.server.trim() !== '' && this.token !== '';
  }

  /** Whether there is enough to save. */
  get canSave(): boolean {
    return this.canTry && this.name.trim() !== '';
  }

  /** Something that a try depends on has changed. */
  changed(field: FieldName): void {
    this.wrong = { ...this.wrong, [field]: undefined };
    if (field === 'name') return;
    this.#changes += 1;
    this.tried = null;
    this.failure = null;
  }

  /** The server's field has changed: it is read a moment later. */
  serverChanged(): void {
    this.changed('server');
    this.canonical = null;
    clearTimeout(this.#checking);
    if (this.server.trim() !== '') this.#checking = setTimeout(() => void this.readServer(false), CHECK_AFTER_MS);
  }

  /** Reads the server as typed; `aloud` says at once what is wrong with it. */
  async readServer(aloud: boolean): Promise<boolean> {
    clearTimeout(this.#checking);
    const asked = ++this.#asked;
    try {
      const canonical = await call(commands.checkServer(this.server));
      if (asked === this.#asked) this.canonical = canonical;
      return true;
    } catch (thrown) {
      if (asked === this.#asked && aloud) this.#blame(failureOf(thrown));
      return false;
    }
  }

  /** Takes the token away. */
  clearToken(): void {
    this.token = '';
    this.pasted = false;
    this.changed('token');
  }

  /** Tries the connection with what is typed. */
  async test(): Promise<boolean> {
    if (!(await this.readServer(true))) return false;
    this.#begin('testing');
    const changes = this.#changes;
    try {
      const tried = await call(commands.tryConnection(this.connection));
      if (changes !== this.#changes) return false;
      this.tried = tried;
      return true;
    } catch (thrown) {
      if (changes === this.#changes) this.#blame(failureOf(thrown));
      return false;
    } finally {
      this.busy = null;
    }
  }

  /** Connects the operation, tried first unless it was already, or `untried` is wanted. */
  async save(untried = false): Promise<OperationShown | null> {
    if (!untried && this.tried === null && !(await this.test())) return null;
    this.#begin('saving');
    try {
      const operation = await call(commands.connect({ name: this.name.trim(), ...this.#address() }, this.token));
      this.token = '';
      app.keep(operation);
      return operation;
    } catch (thrown) {
      this.#blame(failureOf(thrown));
      return null;
    } finally {
      this.busy = null;
    }
  }

  /** The connection as it is typed now. */
  get connection(): NewConnection {
    return { ...this.#address(), token: this.token };
  }

  #address(): { server: string; base_url: string | null; zone: string } {
    return { server: this.server.trim(), base_url: this.baseUrl.trim() || null, zone: this.zone };
  }

  #begin(busy: 'testing' | 'saving'): void {
    this.busy = busy;
    this.failure = null;
    this.wrong = {};
  }

  #blame(error: Shown): void {
    const field = fieldOf[error.code];
    if (field === undefined) this.failure = error;
    else this.wrong = { ...this.wrong, [field]: error };
  }
}
