import type { Clock, EventBus, Logger } from "../kernel/index.js";
import { wireCode, type OcppVersion, type RpcErrorCode } from "../protocol/index.js";
import { encodeCall, encodeCallError, encodeCallResult, parseFrame } from "./frames-standin.js";
import type { CsmsLinkEvents } from "./interface.js";
import type { IncomingCall, Responder } from "./responder.js";
import type { Sender } from "./sender.js";
import { Tracer } from "./tracer.js";

export interface WireAbilities {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: EventBus<CsmsLinkEvents>;
  readonly sender: Sender;
  readonly responder: Responder;
  readonly version: () => OcppVersion;
  /** Hands a frame to the socket. */
  readonly send: (frame: string) => void;
  readonly nextFrameNumber?: () => number;
}

/** Between text on the socket and CALLs, results and errors: parses, encodes, traces, answers what is malformed. */
export class Wire {
  readonly #abilities: WireAbilities;
  readonly #tracer: Tracer;
  #frames = 0;

  constructor(abilities: WireAbilities) {
    this.#abilities = abilities;
    this.#tracer = new Tracer(
      abilities.events,
      abilities.clock,
      abilities.nextFrameNumber ?? (() => ++this.#frames),
    );
  }

  sendCall(messageId: string, action: string, payload: object): void {
    this.#abilities.send(encodeCall(messageId, action, payload));
    this.#tracer.trace("sent", "CALL", messageId, action, payload);
  }

  sendResult({ messageId, action }: IncomingCall, response: object): void {
    this.#abilities.send(encodeCallResult(messageId, response));
    this.#tracer.trace("sent", "CALLRESULT", messageId, action, response);
  }

  sendError(
    { messageId, action }: { messageId: string; action?: string },
    code: RpcErrorCode,
    description: string,
  ): void {
    const version = this.#abilities.version();
    this.#abilities.send(encodeCallError(version, messageId, code, description));
    this.#tracer.trace("sent", "CALLERROR", messageId, action, {
      errorCode: wireCode(code, version),
      errorDescription: description,
      errorDetails: {},
    });
  }

  /** Reports a frame of the CSMS that could not be taken as it was. */
  bad(description: string): void {
    this.#abilities.logger.warn(`A message of the CSMS was not in order: ${description}`);
    this.#abilities.events.emit("badFrame", { description });
  }

  /** Takes a text frame of the CSMS; whatever it holds, nothing is thrown. */
  received(text: string): void {
    try {
      this.#dispatch(text);
    } catch (error) {
      this.#abilities.logger.error(
        { err: error },
        "A message of the CSMS could not be processed: internal error",
      );
    }
  }

  #dispatch(text: string): void {
    const { sender, responder } = this.#abilities;
    const frame = parseFrame(text, this.#abilities.version());
    switch (frame.type) {
      case "CALL": {
        const { messageId, action, payload } = frame;
        this.#tracer.trace("received", "CALL", messageId, action, payload);
        responder.callReceived({ messageId, action, payload, size: text.length });
        return;
      }
      case "CALLRESULT": {
        const { messageId, payload } = frame;
        this.#tracer.trace("received", "CALLRESULT", messageId, sender.actionOf(messageId), payload);
        const problem = sender.resultReceived(messageId, payload);
        if (problem !== null) this.bad(problem);
        return;
      }
      case "CALLERROR": {
        const { messageId, code, description, details } = frame;
        this.#tracer.trace("received", "CALLERROR", messageId, sender.actionOf(messageId), {
          errorCode: code,
          errorDescription: description,
          errorDetails: details,
        });
        const problem = sender.errorReceived(messageId, code, description);
        if (problem !== null) this.bad(problem);
        return;
      }
      case "malformed":
        if (frame.answer) this.sendError({ messageId: frame.messageId }, frame.code, frame.description);
        this.bad(frame.description);
    }
  }
}
