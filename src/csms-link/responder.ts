import { RareMap, InvariantError, type Logger } from "../kernel/index.js";
import type { OcppVersion, RpcErrorCode } from "../protocol/index.js";
import type { Reply, RequestHandler, RequestHandlers, TrafficRules } from "./interface.js";
import type { LinkValidators } from "./settings.js";

const LONGEST_QUEUE = 32;
const MOST_HELD_BYTES = 4 * 1024 * 1024;

/** A CALL of the CSMS. */
export interface IncomingCall {
  readonly messageId: string;
  readonly action: string;
  readonly payload: unknown;
  /** Length of its frame, to bound what a CSMS can make us hold. */
  readonly size: number;
}

export interface ResponderAbilities {
  readonly logger: Logger;
  readonly rules: () => TrafficRules;
  readonly sendResult: (call: IncomingCall, response: object) => void;
  readonly sendError: (call: IncomingCall, code: RpcErrorCode, description: string) => void;
  /** Told of every CALL that could not be served as it was. */
  readonly bad: (description: string) => void;
  /** The CSMS sends faster than it may. */
  readonly overrun: () => void;
  /** A CALL is answered: what serving it has queued may go. */
  readonly served: () => void;
}

/** What the CALLs of one connection are served with. */
interface Connection {
  readonly version: OcppVersion;
  readonly validators: LinkValidators;
  readonly queue: IncomingCall[];
}

/**
 * Serves the CALLs of the CSMS, one at a time in the order of their coming. Each passes the same way: registration
 * allows it? known action? served here? schema? block → response against its schema → wire → what follows.
 */
export class Responder {
  readonly #abilities: ResponderAbilities;
  readonly #handlers = new RareMap<OcppVersion, Map<string, RequestHandler<unknown, object>>>();
  readonly #onDemand = new Map<OcppVersion, () => RequestHandlers>();
  #connection: Connection | undefined;
  #serving = false;

  constructor(abilities: ResponderAbilities) {
    this.#abilities = abilities;
  }

  /** A CALL is being served, and nothing that follows from it may go before its answer. */
  get serving(): boolean {
    return this.#serving;
  }

  /** @throws InvariantError where an action is served already */
  serve(version: OcppVersion, handlers: RequestHandlers): void {
    const known = this.#handlers.get(version) ?? new Map<string, RequestHandler<unknown, object>>();
    this.#handlers.set(version, known);
    for (const [action, handler] of Object.entries(handlers)) {
      if (known.has(action)) throw new InvariantError(`${action} of ${version} is served already`);
      known.set(action, handler as RequestHandler<unknown, object>);
    }
  }

  serveOnDemand(version: OcppVersion, handlers: () => RequestHandlers): void {
    this.#onDemand.set(version, handlers);
  }

  opened(version: OcppVersion, validators: LinkValidators): void {
    this.#connection = { version, validators, queue: [] };
  }

  /** Nothing is answered any more; a handler at work runs to its end unheard. */
  closed(): void {
    this.#connection = undefined;
  }

  callReceived(call: IncomingCall): void {
    const connection = this.#connection;
    if (!connection) return;
    const { queue } = connection;
    // Part 4, 4.2.3. One that was answered already is taken for a retry, which may bear the same id (errata 4.6).
    if (queue.some(({ messageId }) => messageId === call.messageId)) {
      this.#refuse(call, "RpcFrameworkError", `message id ${call.messageId} is being handled already`);
      return;
    }
    const held = queue.reduce((bytes, { size }) => bytes + size, call.size);
    if (queue.length >= LONGEST_QUEUE || held > MOST_HELD_BYTES) {
      this.#abilities.overrun();
      return;
    }
    queue.push(call);
    if (queue.length === 1) void this.#serveAll(connection);
  }

  async #serveAll(connection: Connection): Promise<void> {
    for (let call = connection.queue[0]; call; call = connection.queue[0]) {
      if (connection !== this.#connection) return;
      this.#serving = true;
      try {
        await this.#serveOne(call, connection);
      } catch (error) {
        this.#abilities.logger.error({ err: error }, `Serving ${call.action} failed: internal error`);
      }
      this.#serving = false;
      connection.queue.shift();
      this.#abilities.served();
    }
  }

  async #serveOne(call: IncomingCall, connection: Connection): Promise<void> {
    const { action, payload } = call;
    const { version, validators } = connection;
    const { logger, sendResult, sendError } = this.#abilities;

    const refusal = this.#abilities.rules().refuseIncoming(action);
    if (refusal) return this.#refuse(call, refusal.code, refusal.description);
    if (!validators.knowsAction(action)) return this.#refuse(call, "NotImplemented", "unknown action");
    const handler = this.#handler(version, action);
    if (!handler) return this.#refuse(call, "NotSupported", `${action} is not supported`);
    const violation = validators.validateRequest(action, payload);
    if (violation) return this.#refuse(call, violation.code, violation.description);

    let reply: Reply<object>;
    try {
      const given = handler(payload);
      // Answered in the same turn, an order's answer is on the wire before whatever carrying it out makes us say.
      reply = given instanceof Promise ? await given : given;
    } catch (error) {
      logger.error({ err: error }, `Serving ${action} failed: internal error`);
      reply = { error: "InternalError", description: `${action} could not be processed` };
    }
    if (connection !== this.#connection) {
      logger.info(`The response to ${action} came after the connection was lost and is dropped`);
      return;
    }
    if ("error" in reply) {
      sendError(call, reply.error, reply.description);
      return;
    }
    const ownViolation = validators.validateResponse(action, reply.response);
    if (ownViolation) {
      logger.error(`The response to ${action} violates its schema: ${ownViolation.description}`);
      sendError(call, "InternalError", `${action} could not be answered`);
      return;
    }
    sendResult(call, reply.response);
    reply.afterwards?.();
  }

  #handler(version: OcppVersion, action: string): RequestHandler<unknown, object> | undefined {
    const demanded = this.#onDemand.get(version);
    this.#onDemand.delete(version);
    if (demanded) this.serve(version, demanded());
    return this.#handlers.get(version)?.get(action);
  }

  #refuse(call: IncomingCall, code: RpcErrorCode, description: string): void {
    this.#abilities.sendError(call, code, description);
    this.#abilities.bad(`${call.action}: ${code}, ${description}`);
  }
}
