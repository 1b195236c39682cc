import type { WebSocket } from "ws";
import { messageOf, type Clock, type Duration, type Logger, type Random } from "../kernel/index.js";
import {
  parseFrame,
  UNREADABLE_MESSAGE_ID,
  wireCode,
  type CallErrorFrame,
  type MalformedFrame,
  type MessageValidators,
  type OcppVersion,
  type SchemaViolation,
} from "../protocol/index.js";
import { Deed, type Answer, type AnswerContext, type StationRequest } from "./answers.js";
import { CallQueue, type CallOutcome } from "./calls.js";
import type { RecordedFrame } from "./recording.js";

/** What all sessions of a peer share. */
export interface SessionSurroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  answerTo(request: StationRequest, context: AnswerContext): Answer;
  record(identity: string, frame: RecordedFrame): void;
  /** Told of everything that a correct station does not do, and of wrong answers of our own behaviours. */
  problem(identity: string, description: string): void;
}

/** One connection of a station: frames in and out, checked and recorded. */
export class Session {
  readonly #house: SessionSurroundings;
  readonly #socket: WebSocket;
  readonly #validators: MessageValidators;
  readonly #calls: CallQueue;
  #deaf = false;

  constructor(
    readonly identity: string,
    readonly version: OcppVersion,
    socket: WebSocket,
    validators: MessageValidators,
    house: SessionSurroundings,
  ) {
    this.#house = house;
    this.#socket = socket;
    this.#validators = validators;
    this.#calls = new CallQueue(house.clock, ({ messageId, action, payload }) => {
      this.#send([2, messageId, action, payload], { messageType: "CALL", messageId, action, payload });
    });
  }

  /** Sends a CALL behind those that wait; the payload is sent as it is. */
  call(action: string, payload: unknown, timeout: Duration): Promise<CallOutcome> {
    return new Promise((finish) => {
      this.#calls.add({ messageId: this.#house.random.uuid(), action, payload, timeout, finish });
    });
  }

  /** A text frame that came in. */
  receive(text: string): void {
    if (this.#deaf) return;
    const frame = parseFrame(text, this.version);
    switch (frame.messageType) {
      case "CALL":
        return this.#serve(frame.messageId, frame.action, frame.payload);
      case "SEND":
        return this.#take(frame.messageId, frame.action, frame.payload);
      case "CALLRESULT":
        return this.#finish(frame.messageId, frame.payload);
      case "CALLERROR":
        return this.#fail(frame);
      case "CALLRESULTERROR":
        return this.#complaint(frame);
      case "malformed":
        return this.#malformed(frame, text);
    }
  }

  /** A binary frame: OCPP-J has none. */
  receiveBinary(bytes: number): void {
    const description = "binary frames are not part of OCPP-J";
    const answer = { messageId: UNREADABLE_MESSAGE_ID, code: "RpcFrameworkError", description } as const;
    this.#malformed({ messageId: null, description, answer }, `${bytes} bytes of binary data`);
  }

  /** Sends any text as a frame, recorded as unreadable. */
  sendRaw(text: string): void {
    this.#transmit(text, { messageType: "UNREADABLE", messageId: "-1", payload: text });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Cuts the connection without a close frame. */
  drop(): void {
    this.#socket.terminate();
  }

  /** Stops reading and answering; the connection stays open. */
  halfOpen(): void {
    this.#deaf = true;
    this.#socket.pause();
  }

  /** To be called once when the socket has closed. */
  closed(): void {
    this.#calls.abandon();
  }

  #serve(messageId: string, action: string, payload: unknown): void {
    const { problem } = this.#house;
    this.#received({ messageType: "CALL", messageId, action, payload });
    const violation = this.#validators.validateRequest(action, payload);
    if (violation) {
      problem(this.identity, `${action} from the station: ${violation.description}`);
      return this.#refuse(messageId, action, violation);
    }
    const request: StationRequest = { messageId, action, payload: payload as Record<string, unknown> };
    let answer: Answer;
    try {
      answer = this.#house.answerTo(request, {
        identity: this.identity,
        version: this.version,
        now: this.#house.clock.now(),
      });
    } catch (error) {
      problem(this.identity, `the behaviour for ${action} failed: ${messageOf(error)}`);
      return this.#refuse(messageId, action, { code: "InternalError", description: "" });
    }
    this.#give(answer, request);
  }

  #give(answer: Answer, request: StationRequest): void {
    const { messageId, action } = request;
    if (answer === "silence") return;
    if (answer === undefined) {
      return this.#refuse(messageId, action, {
        code: "NotSupported",
        description: `${action} is not served here`,
      });
    }
    if (answer instanceof Deed) return this.#perform(answer, request);
    const violation = this.#validators.validateResponse(action, answer);
    if (violation) {
      this.#house.problem(this.identity, `our own response to ${action}: ${violation.description}`);
      return this.#refuse(messageId, action, { code: "InternalError", description: "" });
    }
    this.#respond(messageId, action, answer);
  }

  #perform(deed: Deed, request: StationRequest): void {
    const { messageId, action } = request;
    const { does } = deed;
    switch (does.kind) {
      case "callError":
        return this.#sendError(messageId, action, does.code, does.description, does.details);
      case "late":
        this.#house.clock.timer(`late answer to ${action}`, does.after, () =>
          this.#give(does.answer, request),
        );
        return;
      case "unchecked":
        return this.#respond(messageId, action, does.response);
      case "rawText":
        return this.sendRaw(does.text);
      case "close":
        return this.close(does.code, does.reason);
      case "drop":
        return this.drop();
      case "halfOpen":
        return this.halfOpen();
    }
  }

  #take(messageId: string, action: string, payload: unknown): void {
    this.#received({ messageType: "SEND", messageId, action, payload });
    const violation = this.#validators.validateRequest(action, payload);
    if (violation) this.#house.problem(this.identity, `${action} from the station: ${violation.description}`);
  }

  #finish(messageId: string, payload: unknown): void {
    const call = this.#answered({ messageType: "CALLRESULT", messageId, payload });
    if (!call) return;
    const violation = this.#validators.validateResponse(call.action, payload);
    if (!violation) {
      return this.#calls.finish({ kind: "response", payload: payload as Record<string, unknown> });
    }
    this.#house.problem(
      this.identity,
      `response to ${call.action} from the station: ${violation.description}`,
    );
    this.#calls.finish({ kind: "invalidResponse", description: violation.description, payload });
  }

  #fail({
    messageId,
    errorCode: code,
    errorDescription: description,
    errorDetails: details,
  }: CallErrorFrame): void {
    const payload = { code, description, details };
    if (this.#answered({ messageType: "CALLERROR", messageId, payload })) {
      this.#calls.finish({ kind: "callError", code, description, details });
    }
  }

  #complaint({
    messageId,
    errorCode: code,
    errorDescription: description,
    errorDetails: details,
  }: CallErrorFrame): void {
    this.#received({ messageType: "CALLRESULTERROR", messageId, payload: { code, description, details } });
    this.#house.problem(this.identity, `the station did not like a response of ours: ${code} ${description}`);
  }

  #answered(
    frame: Pick<RecordedFrame, "messageType" | "messageId" | "payload">,
  ): { action: string } | undefined {
    const call = this.#calls.open(frame.messageId);
    this.#received({ ...frame, ...(call && { action: call.action }) });
    if (!call)
      this.#house.problem(
        this.identity,
        `${frame.messageType} ${frame.messageId} answers nothing that waits`,
      );
    return call;
  }

  #malformed({ messageId, description, answer }: Omit<MalformedFrame, "messageType">, text: string): void {
    this.#received({
      messageType: "UNREADABLE",
      messageId: messageId ?? UNREADABLE_MESSAGE_ID,
      payload: text,
    });
    this.#house.problem(this.identity, `unreadable frame: ${description}`);
    if (answer) return this.#refuse(answer.messageId, undefined, answer);
    // A broken answer is none: the CALL that waits for it need wait no longer.
    if (messageId !== null && this.#calls.open(messageId))
      this.#calls.finish({ kind: "invalidResponse", description, payload: text });
  }

  #respond(messageId: string, action: string, payload: unknown): void {
    this.#send([3, messageId, payload], { messageType: "CALLRESULT", messageId, action, payload });
  }

  #refuse(messageId: string, action: string | undefined, { code, description }: SchemaViolation): void {
    this.#sendError(messageId, action, wireCode(code, this.version), description, {});
  }

  #sendError(
    messageId: string,
    action: string | undefined,
    code: string,
    description: string,
    details: object,
  ): void {
    this.#send([4, messageId, code, description, details], {
      messageType: "CALLERROR",
      messageId,
      ...(action !== undefined && { action }),
      payload: { code, description, details },
    });
  }

  #send(parts: readonly unknown[], frame: Omit<RecordedFrame, "at" | "direction">): void {
    this.#transmit(JSON.stringify(parts), frame);
  }

  #transmit(text: string, frame: Omit<RecordedFrame, "at" | "direction">): void {
    // A late answer may find its connection gone.
    if (this.#deaf || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#house.record(this.identity, { at: this.#house.clock.now(), direction: "sent", ...frame });
    this.#socket.send(text);
  }

  #received(frame: Omit<RecordedFrame, "at" | "direction">): void {
    this.#house.record(this.identity, { at: this.#house.clock.now(), direction: "received", ...frame });
  }
}
