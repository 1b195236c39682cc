import { Milliseconds, Seconds, type Clock, type Duration, type Timer } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import { mismatch, type Pattern } from "../expectations/pattern.js";
import { ValidationFailed } from "../verdict.js";
import type { Dialect } from "./dialect.js";
import { createInbox, type Inbox, type StationCall, type Where } from "./inbox.js";

/** How long an expectation waits, and which of the requests it is about. */
export interface Expectation {
  /** The configured patience unless told. */
  readonly within?: Duration;
  /** Only requests of which this holds are looked at, e.g. those of one transaction. */
  readonly where?: Where;
  /** Only requests that came after this one. */
  readonly after?: StationCall | undefined;
}

const ANYTHING: Pattern = {};

/**
 * The ears of the CSMS that the suite plays: what the station has said, and what a case expects of it. An
 * expectation that is not met throws {@link ValidationFailed}.
 */
export class Hearing {
  protected readonly inbox: Inbox;
  readonly #clock: Clock;
  readonly #patience: Duration;
  readonly #watchers = new Set<() => void>();
  readonly #waits = new Set<() => void>();
  #ended = false;

  /** @param patience how long a message of the station may take after its cause */
  constructor(clock: Clock, patience: Duration, dialect: Dialect) {
    this.inbox = createInbox(dialect);
    this.#clock = clock;
    this.#patience = patience;
  }

  /** All requests that the station has sent. */
  get heard(): readonly StationCall[] {
    return this.inbox.calls;
  }

  /** The last of them: right behind a response, what comes after this has come after the response. */
  get latest(): StationCall | undefined {
    return this.inbox.calls.at(-1);
  }

  /** The CSMS's time, milliseconds since 1970. */
  now(): number {
    return this.#clock.now();
  }

  /** Requests that no station sends without cause, and that the case did not ask for. */
  uncalledFor(): readonly StationCall[] {
    return this.inbox.uncalledFor();
  }

  /** @throws ValidationFailed where the payload is not so */
  check(subject: string, payload: unknown, pattern: unknown): void {
    const reason = mismatch(payload, pattern);
    if (reason !== null) throw new ValidationFailed(`${subject}: ${reason}`);
  }

  /** The next request of that action; it must be so. Gives its payload. */
  async expects(
    action: string,
    pattern: Pattern = ANYTHING,
    expectation: Expectation = {},
  ): Promise<Payload> {
    return (await this.expectsCall(action, pattern, expectation)).payload;
  }

  /** Like {@link TestCsms.expects}, with the time and place of its arrival. */
  async expectsCall(
    action: string,
    pattern: Pattern = ANYTHING,
    { within = this.#patience, where, after }: Expectation = {},
  ): Promise<StationCall> {
    let call: StationCall | undefined;
    const came = await this.#waitUntil(
      () => (call = this.inbox.first(action, pattern, where, after)) !== undefined,
      within,
    );
    if (!came || !call) {
      throw new ValidationFailed(
        `${action}${describe(pattern)} did not come within ${within / 1000} s${this.#whatCame(action)}`,
      );
    }
    this.check(action, call.payload, pattern);
    call.taken = true;
    return call;
  }

  /** Whichever of these comes first; gives it. */
  async expectsAny(
    alternatives: readonly (readonly [action: string, pattern: Pattern])[],
    { within = this.#patience, where, after }: Expectation = {},
  ): Promise<StationCall> {
    let call: StationCall | undefined;
    const look = (): StationCall | undefined => {
      for (const [action, pattern] of alternatives) {
        const found = this.inbox.first(action, pattern, where, after);
        if (found && mismatch(found.payload, pattern) === null) return found;
      }
      return undefined;
    };
    if (!(await this.#waitUntil(() => (call = look()) !== undefined, within)) || !call) {
      const wanted = alternatives.map(([action, pattern]) => action + describe(pattern)).join(" or ");
      const seen = alternatives.map(([action]) => this.#whatCame(action)).find((text) => text !== "") ?? "";
      throw new ValidationFailed(`${wanted} did not come within ${within / 1000} s${seen}`);
    }
    call.taken = true;
    return call;
  }

  /** The next request of that action if it comes in time and is so; otherwise `null`, and nothing is taken. */
  async mayExpect(
    action: string,
    pattern: Pattern = ANYTHING,
    { within = Seconds(1), where, after }: Expectation = {},
  ): Promise<Payload | null> {
    let call: StationCall | undefined;
    const look = (): boolean => {
      call = this.inbox.first(action, pattern, where, after);
      return call !== undefined && mismatch(call.payload, pattern) === null;
    };
    if (!(await this.#waitUntil(look, within)) || !call) return null;
    call.taken = true;
    return call.payload;
  }

  /** Takes requests of that action as they come, until they are enough; gives them. */
  async gathers(
    action: string,
    enough: (gathered: readonly Payload[]) => boolean,
    what: string,
    { within = this.#patience, where, after }: Expectation = {},
  ): Promise<readonly Payload[]> {
    const gathered: Payload[] = [];
    const take = (): boolean => {
      gathered.push(...this.inbox.takeAll(action, where, after).map(({ payload }) => payload));
      return enough(gathered);
    };
    if (await this.#waitUntil(take, within)) return gathered;
    throw new ValidationFailed(
      `${what} did not come within ${within / 1000} s; ${gathered.length} ${action} came`,
    );
  }

  /** Waits, and no request of that action that is so may come in that time, nor have come unasked. */
  async expectsNone(action: string, span: Duration, pattern: Pattern = ANYTHING): Promise<void> {
    const look = (): StationCall | undefined => {
      const call = this.inbox.first(action, pattern);
      return call && mismatch(call.payload, pattern) === null ? call : undefined;
    };
    if (!(await this.#waitUntil(() => look() !== undefined, span))) return;
    throw new ValidationFailed(`${action}${describe(pattern)} came, which must not be sent here`);
  }

  /** Requests of that action do not matter to the case. */
  disregards(action: string, pattern: Pattern = ANYTHING): void {
    this.inbox.disregard(action, pattern);
  }

  /** Whatever has come so far was asked for. */
  takesAllHeard(): void {
    for (const call of this.inbox.calls) call.taken = true;
  }

  /** Lets time pass. */
  async waits(span: Duration): Promise<void> {
    await this.#waitUntil(() => false, span);
  }

  /** Where nothing tells that the station has taken note of something: a person is not quicker than this. */
  passesAMoment(): Promise<void> {
    return this.waits(Milliseconds(300));
  }

  /** @throws ValidationFailed with that sentence if the condition does not come to hold in time */
  async until(condition: () => boolean, otherwise: string, within = this.#patience): Promise<void> {
    if (!(await this.#waitUntil(condition, within))) throw new ValidationFailed(otherwise);
  }

  #whatCame(action: string): string {
    const others = this.heard.filter((call) => !call.taken && call.action === action);
    const last = others.at(-1);
    return last ? `; instead came ${JSON.stringify(last.payload)}` : "";
  }

  /** Something has happened that an expectation may wait for. */
  protected heardSomething(): void {
    // What has come is answered first.
    queueMicrotask(() => {
      for (const watch of [...this.#watchers]) watch();
    });
  }

  /** Nobody listens any more: what still waits has waited in vain. */
  protected endHearing(): void {
    this.#ended = true;
    for (const giveUp of [...this.#waits]) giveUp();
  }

  #waitUntil(condition: () => boolean, within: Duration): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    if (this.#ended) return Promise.resolve(false);
    return new Promise((resolve) => {
      const finish = (held: boolean): void => {
        timer.cancel();
        this.#watchers.delete(watch);
        this.#waits.delete(giveUp);
        resolve(held);
      };
      const watch = (): void => {
        if (condition()) finish(true);
      };
      const giveUp = (): void => finish(false);
      const timer: Timer = this.#clock.timer("the test CSMS waits", within, () => finish(condition()));
      this.#watchers.add(watch);
      this.#waits.add(giveUp);
    });
  }
}
function describe(pattern: Pattern): string {
  const fields = Object.keys(pattern);
  if (fields.length === 0) return "";
  const words = JSON.stringify(pattern, (_key, value: unknown) =>
    typeof value === "object" && value !== null && "description" in value ? value.description : value,
  );
  return ` with ${words}`;
}
