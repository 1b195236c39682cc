import type { WebSocket } from "ws";
import type { Clock, Duration, Random } from "../../kernel/index.js";
import type { MessageValidators, Payload } from "../../protocol/index.js";
import type { Dialogue } from "../dialogue.js";
import type { Pattern } from "../expectations/pattern.js";
import { ValidationFailed } from "../verdict.js";
import { createAnswers, type Answers } from "./answers.js";
import type { Dialect } from "./dialect.js";
import type { EndpointSecurity } from "./endpoint-security.js";
import { openEndpoint, type Endpoint, type Handshake } from "./endpoint.js";
import { Hearing } from "./hearing.js";
import type { StationCall } from "./inbox.js";
import { StationLink, type Outcome } from "./station-link.js";

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
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly random: Random;
  readonly validators: MessageValidators;
  readonly dialogue: Dialogue;
  readonly host: string;
  readonly port: number;
  readonly identity: string;
  readonly password: string | null;
  /** How connections are secured where a case does not say. */
  readonly security: EndpointSecurity;
  /** How long a message of the station may take after its cause. */
  readonly patience: Duration;
  /** How long the answer to a CALL may take (OCPPCommCtrlr.MessageTimeout of the CSMS). */
  readonly answerPatience: Duration;
  /** Called for whatever moves on the wire. */
  readonly onActivity?: () => void;
  /** Put between a connection and the CSMS. */
  readonly wire?: (socket: WebSocket) => WebSocket;
}

/**
 * The CSMS that the suite plays: it says what a case lays down, hears what the station says, and throws
 * {@link ValidationFailed} where that is not what it must be.
 */
export class TestCsms extends Hearing {
  readonly answers: Answers;
  readonly calls: CsmsCall[] = [];
  readonly #options: TestCsmsOptions;
  readonly #broken: string[] = [];
  #endpoint: Endpoint | undefined;
  #second: Endpoint | undefined;
  #handshake: { readonly endpoint: Endpoint | undefined; readonly handshake: Handshake } | undefined;
  #password: string | null;
  #link: StationLink | undefined;
  #connections = 0;
  #return: Return = { at: 0, after: undefined };
  #refusals = 0;
  #disturbed = false;

  constructor(options: TestCsmsOptions) {
    super(options.clock, options.patience, options.dialect);
    this.#options = options;
    this.#password = options.password;
    this.answers = createAnswers(options.dialect.createHonestAnswer(options.clock));
  }

  /** @throws StartupError if the port is taken */
  async open(): Promise<void> {
    const { port, security } = this.#options;
    this.#endpoint = await this.#openEndpoint(port, security, () => this.#endpoint);
  }

  /** Opens another endpoint beside the first (a second CSMS, for the station); gives its URL. */
  async opensSecondEndpoint(security: EndpointSecurity): Promise<string> {
    const second = await this.#openEndpoint(0, security, () => this.#second);
    this.#second = second;
    return this.#urlOf(second);
  }

  async close(): Promise<void> {
    this.endHearing();
    await this.#endpoint?.close();
    await this.#second?.close();
  }

  /** The URL for the station's configuration; the identity is to be appended. */
  get url(): string {
    return this.#urlOf(this.#endpoint);
  }

  /** Secures the first endpoint otherwise, from the next connection on. */
  secures(security: EndpointSecurity): void {
    this.#endpoint?.secure(security);
  }

  /** The password that the station must give from the next connection on. */
  asksForPassword(password: string): void {
    this.#password = password;
  }

  /** Which of the endpoints let the station in. */
  acceptsAt({ first, second }: { readonly first: boolean; readonly second: boolean }): void {
    this.#disturbed = true;
    if (this.#endpoint) this.#endpoint.accepts = first;
    if (this.#second) this.#second.accepts = second;
  }

  /** How the last connection was made. @throws ValidationFailed where there was none */
  get handshake(): Handshake {
    if (!this.#handshake) throw new ValidationFailed("the station has not connected");
    return this.#handshake.handshake;
  }

  /** Whether the last connection was made to the second endpoint. */
  get connectedToSecond(): boolean {
    return this.#handshake !== undefined && this.#handshake.endpoint === this.#second;
  }

  /** Connections of TCP so far, whatever became of them, at the first or at the second endpoint. */
  attemptsAt(endpoint: "first" | "second"): number {
    return (endpoint === "first" ? this.#endpoint : this.#second)?.attempts ?? 0;
  }

  #urlOf(endpoint: Endpoint | undefined): string {
    const scheme = (endpoint?.profile ?? 0) >= 2 ? "wss" : "ws";
    return `${scheme}://${this.#options.host}:${endpoint?.port ?? 0}/ocpp`;
  }

  async #openEndpoint(
    port: number,
    security: EndpointSecurity,
    itself: () => Endpoint | undefined,
  ): Promise<Endpoint> {
    const { host, identity, dialogue, dialect } = this.#options;
    const password = (): string | null => this.#password;
    return openEndpoint({
      host,
      port,
      identity,
      get password() {
        return password();
      },
      security,
      subprotocol: dialect.version,
      onConnection: (socket, handshake) => {
        this.#handshake = { endpoint: itself(), handshake };
        this.#welcome(socket);
      },
      onRefusal: (reason) => {
        this.#refusals++;
        dialogue.add({ from: "csms", kind: "connection", text: `refuses a connection: ${reason}` });
        this.#moved();
      },
      onActivity: () => this.#options.onActivity?.(),
    });
  }

  get connected(): boolean {
    return this.#link?.open === true;
  }

  /** Rules of the wire that the station broke. */
  get broken(): readonly string[] {
    return this.#broken;
  }

  /** Whether the case has kept messages of the station from coming in time. */
  get disturbed(): boolean {
    return this.#disturbed;
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

  // Time and connections

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

  #moved(): void {
    this.#options.onActivity?.();
    this.heardSomething();
  }

  #refuses(refuses: boolean): void {
    this.#disturbed ||= refuses;
    for (const endpoint of [this.#endpoint, this.#second]) if (endpoint) endpoint.accepts = !refuses;
  }

  #welcome(socket: WebSocket): void {
    const { clock, random, validators, dialogue } = this.#options;
    dialogue.add({ from: "station", kind: "connection", text: "connects" });
    this.#connections++;
    this.#return = { at: clock.now(), after: this.inbox.calls.at(-1) };
    socket.on("close", () =>
      dialogue.add({ from: "note", kind: "connection", text: "the connection is closed" }),
    );
    this.#link = new StationLink(this.#options.wire?.(socket) ?? socket, {
      clock,
      random,
      validators,
      dialogue,
      received: (action, payload, messageId) => {
        const call = this.inbox.add({ at: clock.now(), messageId, action, payload });
        const answer = this.answers.to(action, payload);
        call.answer = answer;
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
}
