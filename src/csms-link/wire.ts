import type { Clock, EventBus, Logger } from "../kernel/index.js";
import {
  encodeCall,
  encodeCallError,
  encodeCallResult,
  parseFrame,
  wireCode,
  type CallErrorFrame,
  type MalformedFrame,
  type OcppVersion,
  type RpcErrorCode,
} from "../protocol/index.js";
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
    this.#abilities.send(encodeCallError(messageId, code, description, version));
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
    switch (frame.messageType) {
      case "CALL": {
        const { messageId, action, payload } = frame;
        this.#tracer.trace("received", "CALL", messageId, action, payload);
        responder.callReceived({ messageId, action, payload, size: text.length });
        return;
      }
      case "CALLRESULT": {
        const { messageId, payload } = frame;
        this.#tracer.trace("received", "CALLRESULT", messageId, sender.actionOf(messageId), payload);
        return this.#reportIf(sender.resultReceived(messageId, payload));
      }
      case "CALLERROR":
        return this.#errorReceived(frame);
      case "CALLRESULTERROR":
        return this.bad(`it did not understand our response: ${frame.errorCode}, ${frame.errorDescription}`);
      case "SEND":
        return this.bad(
          `${frame.action} came as a message without response, which the station does not take`,
        );
      case "malformed":
        return this.#malformedReceived(frame);
    }
  }

  #errorReceived({ messageId, errorCode, errorDescription, errorDetails }: CallErrorFrame): void {
    const { sender } = this.#abilities;
    const payload = { errorCode, errorDescription, errorDetails };
    this.#tracer.trace("received", "CALLERROR", messageId, sender.actionOf(messageId), payload);
    this.#reportIf(sender.errorReceived(messageId, errorCode, errorDescription));
  }

  #malformedReceived({ messageId, answer, description }: MalformedFrame): void {
    if (answer) this.sendError({ messageId: answer.messageId }, answer.code, answer.description);
    else if (messageId !== null) this.#abilities.sender.brokenAnswerReceived(messageId, description);
    this.bad(description);
  }

  #reportIf(problem: string | null): void {
    if (problem !== null) this.bad(problem);
  }
}
