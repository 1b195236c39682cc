import {
  createEventBus,
  type Clock,
  type EventBus,
  type Logger,
  type Random,
  type Store,
} from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import { Connection } from "./connection.js";
import { DurableOutbox } from "./durable-outbox.js";
import { targetProblem } from "./handshake.js";
import type {
  ConnectionPlan,
  ConnectionTarget,
  CsmsLink,
  CsmsLinkEvents,
  RequestHandlers,
  TrafficRules,
} from "./interface.js";
import { Responder } from "./responder.js";
import { Sender } from "./sender.js";
import type { LinkSettings, LinkValidators, LoadLinkValidators, Network, TlsOptions } from "./settings.js";
import { Wire } from "./wire.js";

/** What a {@link CsmsLink} is made from. */
export interface CsmsLinkAbilities {
  /** Read anew at every attempt to connect, so its properties may be getters of live settings. */
  readonly target: ConnectionTarget;
  /** Says where the next attempt goes; absent: always to the target. */
  readonly plan?: ConnectionPlan;
  readonly settings: LinkSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly random: Random;
  readonly logger: Logger;
  readonly network: Network;
  /** The schemas of a version, shared by all stations of the process. */
  readonly validators: LoadLinkValidators;
  /** Needed for security profiles 2 and 3. */
  readonly tls?: () => TlsOptions;
  /** Numbers the frames of {@link CsmsLinkEvents.frame} across several links; from 1 for this link unless given. */
  readonly nextFrameNumber?: () => number;
}

/** Until a registration says otherwise everything may pass. */
const OPEN_ROAD: TrafficRules = {
  maySend: () => true,
  mayDrain: () => true,
  refuseIncoming: () => null,
};

/**
 * Makes the link between a station and its CSMS; it does nothing before {@link CsmsLink.start}.
 * {@link CsmsLink.setTrafficRules} may be called again with the same rules to say that they now answer otherwise:
 * that sends what was held back.
 *
 * @example
 * const link = createCsmsLink({ target, settings, clock, store, random, logger, network, validators: loadValidators });
 * link.serve("ocpp2.0.1", { ClearCache: () => ({ response: { status: "Accepted" } }) });
 * link.start();
 */
export function createCsmsLink(abilities: CsmsLinkAbilities): CsmsLink {
  return new Link(abilities);
}

class Link implements CsmsLink {
  readonly target: ConnectionTarget;
  readonly events: EventBus<CsmsLinkEvents>;
  readonly outbox: DurableOutbox;
  readonly #abilities: CsmsLinkAbilities;
  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #responder: Responder;
  readonly #wire: Wire;
  #rules = OPEN_ROAD;
  #version: OcppVersion | undefined;
  #lostAt: number | null = null;

  constructor(abilities: CsmsLinkAbilities) {
    const { clock, logger, random, settings, store, target } = abilities;
    this.#abilities = abilities;
    this.target = target;
    this.events = createEventBus((error, type) =>
      logger.error({ err: error }, `A listener to ${type} of the CSMS link failed`),
    );
    const rules = (): TrafficRules => this.#rules;
    this.outbox = new DurableOutbox({ store, logger, wake: () => this.#wakeSender() });
    this.#sender = new Sender({
      clock,
      random,
      logger,
      settings,
      outbox: this.outbox,
      rules,
      transmit: (messageId, action, payload) => this.#wire.sendCall(messageId, action, payload),
    });
    this.#responder = new Responder({
      logger,
      rules,
      sendResult: (call, response) => this.#wire.sendResult(call, response),
      sendError: (call, code, description) => this.#wire.sendError(call, code, description),
      bad: (description) => this.#wire.bad(description),
      overrun: () => this.#connection.closeFor(1008, "it sent too many CALLs at once"),
      served: () => this.#wakeSender(),
    });
    this.#connection = new Connection(abilities, {
      opened: (version, validators) => this.#opened(version, validators),
      closed: (because) => this.#closed(because),
      attemptFailed: (failure, because) => this.events.emit("attemptFailed", { failure, because }),
      text: (frame) => this.#wire.received(frame),
      // Part 4, 4.1.2: OCPP is text; what is no valid message may be dropped.
      binary: () => this.#wire.bad("a binary frame is ignored"),
      unreadable: (description) => this.#wire.bad(description),
    });
    this.#wire = new Wire({
      clock,
      logger,
      events: this.events,
      sender: this.#sender,
      responder: this.#responder,
      version: () => this.version,
      send: (frame) => this.#connection.send(frame),
      ...(abilities.nextFrameNumber && { nextFrameNumber: abilities.nextFrameNumber }),
    });
  }

  get online(): boolean {
    return this.#connection.online;
  }

  /** What is queued while a CALL is served follows its answer. */
  #wakeSender(): void {
    if (!this.#responder.serving) this.#sender.wake();
  }

  get version(): OcppVersion {
    return this.#version ?? this.target.versions[0] ?? "ocpp2.0.1";
  }

  start(): void {
    const { plan, tls } = this.#abilities;
    // A plan may know another way.
    const problem = plan ? null : targetProblem(this.target, tls !== undefined);
    if (problem !== null) {
      this.#abilities.logger.error(`Not connecting to the CSMS: ${problem}`);
      return;
    }
    // E11.FR.07: what an earlier process left behind has been waiting while the station was off.
    if (!this.online) this.outbox.wentOffline();
    this.#connection.start();
  }

  async stop(): Promise<void> {
    await this.#connection.stop();
    this.#sender.stopped();
  }

  drop(): void {
    this.#connection.drop();
  }

  reconnect(because: string): void {
    this.#connection.reconnect(because);
  }

  call<Response extends object>(
    action: string,
    payload: object,
    { instructed = false }: { instructed?: boolean } = {},
  ): Promise<Response> {
    return this.#sender.call(action, payload, instructed) as Promise<Response>;
  }

  serve(version: OcppVersion, handlers: RequestHandlers): void {
    this.#responder.serve(version, handlers);
  }

  serveOnDemand(version: OcppVersion, handlers: () => RequestHandlers): void {
    this.#responder.serveOnDemand(version, handlers);
  }

  setTrafficRules(rules: TrafficRules): void {
    this.#rules = rules;
    this.#sender.wake();
  }

  #opened(version: OcppVersion, validators: LinkValidators): void {
    this.#version = version;
    this.#responder.opened(version, validators);
    this.#sender.opened(version, validators);
    const offlineFor = this.#lostAt === null ? null : Math.max(0, this.#abilities.clock.now() - this.#lostAt);
    this.events.emit("opened", { version, offlineFor });
  }

  #closed(because: string): void {
    this.#lostAt = this.#abilities.clock.now();
    this.#responder.closed();
    try {
      this.outbox.wentOffline();
    } catch (error) {
      this.#abilities.logger.error({ err: error }, "Queued messages could not be marked as offline");
    }
    this.#sender.closed();
    this.events.emit("closed", { because });
  }
}
