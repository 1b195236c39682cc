import type { WebSocket } from "ws";
import {
  Milliseconds,
  Seconds,
  type Clock,
  type Duration,
  type Random,
  type Timer,
} from "../../kernel/index.js";
import type { MessageValidators, Payload } from "../../protocol/index.js";
import type { Dialogue } from "../dialogue.js";
import { mismatch, type Pattern } from "../expectations/pattern.js";
import { ValidationFailed } from "../verdict.js";
import { createAnswers, type Answers } from "./answers.js";
import { openEndpoint, type Endpoint } from "./endpoint.js";
import { createInbox, type Inbox, type StationCall, type Where } from "./inbox.js";
import { StationLink, type Outcome } from "./station-link.js";

/** How long an expectation waits, and which of the requests it is about. */
export interface Expectation {
  /** The configured patience unless told. */
  readonly within?: Duration;
  /** Only requests of which this holds are looked at, e.g. those of one transaction. */
  readonly where?: Where;
  /** Only requests that came after this one. */
  readonly after?: StationCall | undefined;
}

/** When the station came back. */
export interface Return {
  /** When the connection was accepted, milliseconds since 1970. */
  readonly at: number;
  /** The last request before; what came after it is of the new connection. */
  readonly after: StationCall | undefined;
}

/** A CALL that the CSMS has made. */
export interface CsmsCall {
  readonly at: number;
  readonly action: string;
  readonly payload: Payload;
  response?: Payload;
}

export interface TestCsmsOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly validators: MessageValidators;
  readonly dialogue: Dialogue;
  readonly host: string;
  readonly port: number;
  readonly identity: string;
  readonly password: string | null;
  /** How long a message of the station may take after its cause. */
  readonly patience: Duration;
  /** How long the answer to a CALL may take (OCPPCommCtrlr.MessageTimeout of the CSMS). */
  readonly answerPatience: Duration;
  /** Called for whatever moves on the wire. */
  readonly onActivity?: () => void;
}

const ANYTHING: Pattern = {};

/**
 * The CSMS that the suite plays: it says what a case lays down, hears what the station says, and throws
 * {@link ValidationFailed} where that is not what it must be.
 */
export class TestCsms {
  readonly answers: Answers;
  readonly calls: CsmsCall[] = [];
  readonly #options: TestCsmsOptions;
  readonly #inbox: Inbox = createInbox();
  readonly #broken: string[] = [];
  readonly #watchers = new Set<() => void>();
  #endpoint: Endpoint | undefined;
  #link: StationLink | undefined;
  #connections = 0;
  #return: Return = { at: 0, after: undefined };
  #refusals = 0;
  #disturbed = false;

  constructor(options: TestCsmsOptions) {
    this.#options = options;
    this.answers = createAnswers(options.clock);
  }

  /** @throws StartupError if the port is taken */
  async open(): Promise<void> {
    const { host, port, identity, password, dialogue } = this.#options;
    this.#endpoint = await openEndpoint({
      host,
      port,
      identity,
      password,
      subprotocol: "ocpp2.0.1",
      onConnection: (socket) => this.#welcome(socket),
      onRefusal: (reason) => {
        this.#refusals++;
        dialogue.add({ from: "csms", kind: "connection", text: `refuses a connection: ${reason}` });
        this.#moved();
      },
      onActivity: () => this.#options.onActivity?.(),
    });
  }

  async close(): Promise<void> {
    await this.#endpoint?.close();
  }

  /** The URL for the station's configuration; the identity is to be appended. */
  get url(): string {
    return `ws://${this.#options.host}:${this.#endpoint?.port ?? 0}/ocpp`;
  }

  get connected(): boolean {
    return this.#link?.open === true;
  }

  /** All requests that the station has sent. */
  get heard(): readonly StationCall[] {
    return this.#inbox.calls;
  }

  /** Rules of the wire that the station broke. */
  get broken(): readonly string[] {
    return this.#broken;
  }

  /** Whether the case has kept messages of the station from coming in time. */
  get disturbed(): boolean {
    return this.#disturbed;
  }

  /** The CSMS's time, milliseconds since 1970. */
  now(): number {
    return this.#options.clock.now();
  }

  /** Requests that no station sends without cause, and that the case did not ask for. */
  uncalledFor(): readonly StationCall[] {
    return this.#inbox.uncalledFor();
  }

  // What the CSMS says

  /** Sends a CALL and gives how it ended. @throws ValidationFailed where no answer comes */
  async asksFor(action: string, payload: Payload): Promise<Outcome> {
    await this.until(() => this.connected, `the station is not connected, so ${action} cannot be sent`);
    if (!this.#link) throw new ValidationFailed("the station is not connected");
    const call: CsmsCall = { at: this.now(), action, payload };
    this.calls.push(call);
    const outcome = await this.#link.call(action, payload, this.#options.answerPatience);
    if (outcome.kind === "response") call.response = outcome.payload;
    return outcome;
  }

  /** Sends a CALL and gives its response. @throws ValidationFailed for a CALLERROR */
  async request(action: string, payload: Payload = {}): Promise<Payload> {
    const outcome = await this.asksFor(action, payload);
    if (outcome.kind === "response") return outcome.payload;
    throw new ValidationFailed(`${action} was answered by ${outcome.code} (${outcome.description})`);
  }

  /** Sends a CALL whose response must be so. */
  async ask(action: string, payload: Payload, response: Pattern): Promise<Payload> {
    const given = await this.request(action, payload);
    this.check(`${action}Response`, given, response);
    return given;
  }

  // What the CSMS hears

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
    { within = this.#options.patience, where, after }: Expectation = {},
  ): Promise<StationCall> {
    let call: StationCall | undefined;
    const came = await this.#waitUntil(
      () => (call = this.#inbox.first(action, pattern, where, after)) !== undefined,
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
    { within = this.#options.patience, where, after }: Expectation = {},
  ): Promise<StationCall> {
    let call: StationCall | undefined;
    const look = (): StationCall | undefined => {
      for (const [action, pattern] of alternatives) {
        const found = this.#inbox.first(action, pattern, where, after);
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
      call = this.#inbox.first(action, pattern, where, after);
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
    { within = this.#options.patience, where, after }: Expectation = {},
  ): Promise<readonly Payload[]> {
    const gathered: Payload[] = [];
    const take = (): boolean => {
      gathered.push(...this.#inbox.takeAll(action, where, after).map(({ payload }) => payload));
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
      const call = this.#inbox.first(action, pattern);
      return call && mismatch(call.payload, pattern) === null ? call : undefined;
    };
    if (!(await this.#waitUntil(() => look() !== undefined, span))) return;
    throw new ValidationFailed(`${action}${describe(pattern)} came, which must not be sent here`);
  }

  /** Requests of that action do not matter to the case. */
  disregards(action: string, pattern: Pattern = ANYTHING): void {
    this.#inbox.disregard(action, pattern);
  }

  /** Whatever has come so far was asked for. */
  takesAllHeard(): void {
    for (const call of this.#inbox.calls) call.taken = true;
  }

  // Time and connections

  /** Lets time pass. */
  async waits(span: Duration): Promise<void> {
    await this.#waitUntil(() => false, span);
  }

  /** Where nothing tells that the station has taken note of something: a person is not quicker than this. */
  passesAMoment(): Promise<void> {
    return this.waits(Milliseconds(300));
  }

  /** @throws ValidationFailed with that sentence if the condition does not come to hold in time */
  async until(condition: () => boolean, otherwise: string, within = this.#options.patience): Promise<void> {
    if (!(await this.#waitUntil(condition, within))) throw new ValidationFailed(otherwise);
  }

  /** Closes the connection and refuses every other until {@link TestCsms.acceptsConnections}. */
  async closesConnection(): Promise<void> {
    this.#refuses(true);
    this.#options.dialogue.add({
      from: "csms",
      kind: "connection",
      text: "closes the connection, accepts no other",
    });
    this.#link?.close();
    await this.until(() => !this.connected, "the connection does not close");
  }

  /** Accepts connections from now on. */
  acceptsConnections(): void {
    this.#refuses(false);
    this.#options.dialogue.add({ from: "csms", kind: "connection", text: "accepts connections" });
  }

  /** Accepts connections, and waits until the station is back. */
  async acceptsReconnection(within?: Duration): Promise<Return> {
    const before = this.#connections;
    this.acceptsConnections();
    await this.until(() => this.#connections > before, "the station does not reconnect", within);
    return this.#return;
  }

  /** Drops the connection, but accepts the next. */
  dropsConnection(): void {
    this.#disturbed = true;
    this.#options.dialogue.add({ from: "csms", kind: "connection", text: "closes the connection" });
    this.#link?.close();
  }

  /** Waits for a connection after those that have been. */
  async expectsNewConnection(since: number, within?: Duration): Promise<void> {
    await this.until(() => this.#connections > since, "the station does not connect", within);
  }

  /** How often the station has connected. */
  get connections(): number {
    return this.#connections;
  }

  /** How often the station was refused. */
  get refusals(): number {
    return this.#refusals;
  }

  #refuses(refuses: boolean): void {
    this.#disturbed ||= refuses;
    if (this.#endpoint) this.#endpoint.accepts = !refuses;
  }

  #whatCame(action: string): string {
    const others = this.heard.filter((call) => !call.taken && call.action === action);
    const last = others.at(-1);
    return last ? `; instead came ${JSON.stringify(last.payload)}` : "";
  }

  #welcome(socket: WebSocket): void {
    const { clock, random, validators, dialogue } = this.#options;
    dialogue.add({ from: "station", kind: "connection", text: "connects" });
    this.#connections++;
    this.#return = { at: clock.now(), after: this.#inbox.calls.at(-1) };
    socket.on("close", () =>
      dialogue.add({ from: "note", kind: "connection", text: "the connection is closed" }),
    );
    this.#link = new StationLink(socket, {
      clock,
      random,
      validators,
      dialogue,
      received: (action, payload, messageId) => {
        this.#inbox.add({ at: clock.now(), messageId, action, payload });
        const answer = this.answers.to(action, payload);
        this.#disturbed ||=
          answer.kind !== "response" ||
          (action === "BootNotification" && answer.payload["status"] !== "Accepted");
        this.#moved();
        return answer;
      },
      broken: (reason) => {
        this.#broken.push(reason);
        dialogue.note(reason);
      },
      moved: () => this.#moved(),
    });
    this.#moved();
  }

  #moved(): void {
    this.#options.onActivity?.();
    // What has come is answered first.
    queueMicrotask(() => {
      for (const watch of [...this.#watchers]) watch();
    });
  }

  #waitUntil(condition: () => boolean, within: Duration): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (held: boolean): void => {
        timer.cancel();
        this.#watchers.delete(watch);
        resolve(held);
      };
      const watch = (): void => {
        if (condition()) finish(true);
      };
      const timer: Timer = this.#options.clock.timer("the test CSMS waits", within, () =>
        finish(condition()),
      );
      this.#watchers.add(watch);
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
