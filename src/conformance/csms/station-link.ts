import type { WebSocket } from "ws";
import { Milliseconds, type Clock, type Duration, type Random, type Timer } from "../../kernel/index.js";
import {
  encodeCall,
  encodeCallResult,
  parseFrame,
  type MessageValidators,
  type Payload,
} from "../../protocol/index.js";
import type { Dialogue } from "../dialogue.js";
import { ValidationFailed } from "../verdict.js";
import type { Answer } from "./answers.js";

/** How a CALL of the CSMS ended. */
export type Outcome =
  | { readonly kind: "response"; readonly payload: Payload }
  | { readonly kind: "error"; readonly code: string; readonly description: string };

/** What the link needs of its CSMS. */
export interface LinkHouse {
  readonly clock: Clock;
  readonly random: Random;
  readonly validators: MessageValidators;
  readonly dialogue: Dialogue;
  /** A valid request has come; gives the answer. */
  received(action: string, payload: Payload, messageId: string): Answer;
  /** The station broke a rule of the wire. */
  broken(reason: string): void;
  /** A frame has passed, in either direction. */
  moved(): void;
}

interface Waiting {
  readonly action: string;
  readonly finish: (outcome: Outcome) => void;
  readonly fail: (reason: Error) => void;
  readonly timer: Timer;
}

/** One connection of the station: frames in and out, each held against its schema. */
export class StationLink {
  readonly #socket: WebSocket;
  readonly #house: LinkHouse;
  readonly #waiting = new Map<string, Waiting>();
  readonly #seen = new Set<string>();
  #open = true;

  constructor(socket: WebSocket, house: LinkHouse) {
    this.#socket = socket;
    this.#house = house;
    socket.on("message", (data, isBinary) => {
      house.moved();
      if (isBinary) house.broken("the station sent a binary frame");
      else this.#receive((data as Buffer).toString("utf8"));
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      this.#open = false;
      house.moved();
      for (const [id, { action, fail, timer }] of this.#waiting) {
        timer.cancel();
        this.#waiting.delete(id);
        fail(new ValidationFailed(`the connection closed before ${action} was answered`));
      }
    });
  }

  get open(): boolean {
    return this.#open;
  }

  /** Sends a CALL. Rejects with {@link ValidationFailed} where no answer comes within `patience`. */
  call(action: string, payload: Payload, patience: Duration): Promise<Outcome> {
    const messageId = this.#house.random.uuid();
    this.#house.dialogue.add({ from: "csms", kind: "request", text: action, messageId, payload });
    return new Promise((finish, fail) => {
      const timer = this.#house.clock.timer(`answer to ${action}`, patience, () => {
        this.#waiting.delete(messageId);
        fail(new ValidationFailed(`${action} was not answered within ${patience / 1000} s`));
      });
      this.#waiting.set(messageId, { action, finish, fail, timer });
      this.#transmit(encodeCall(messageId, action, payload));
    });
  }

  /** Closes the connection as a CSMS that goes away. */
  close(): void {
    this.#socket.close(1001);
    this.#house.clock.timer("closing", Milliseconds(200), () => this.#socket.terminate());
  }

  #transmit(text: string): void {
    this.#house.moved();
    this.#socket.send(text);
  }

  #receive(text: string): void {
    const { validators, dialogue, broken } = this.#house;
    const frame = parseFrame(text, validators.version);
    switch (frame.messageType) {
      case "malformed":
        return broken(`the station sent a broken frame: ${frame.description}`);
      case "CALL": {
        const { messageId, action, payload } = frame;
        dialogue.add({ from: "station", kind: "request", text: action, messageId, payload });
        if (this.#seen.has(messageId)) broken(`${action}: its messageId was used before (OCPP-J 4.1.4)`);
        this.#seen.add(messageId);
        const violation = validators.validateRequest(action, payload);
        if (violation) broken(`${action} is not as its schema says: ${violation.description}`);
        return this.#answer(action, messageId, this.#house.received(action, payload, messageId));
      }
      case "CALLRESULT":
        return this.#finish(frame.messageId, frame.payload);
      case "CALLERROR": {
        const { messageId, errorCode: code, errorDescription: description } = frame;
        dialogue.add({
          from: "station",
          kind: "error",
          text: code,
          messageId,
          payload: { description, details: frame.errorDetails },
        });
        const waiting = this.#take(messageId);
        return waiting?.finish({ kind: "error", code, description });
      }
      default:
        return broken(`the station sent a ${frame.messageType}, which is not part of ${validators.version}`);
    }
  }

  #answer(action: string, messageId: string, answer: Answer): void {
    const { dialogue, validators } = this.#house;
    if (answer.kind === "silence") return dialogue.note(`the CSMS does not answer ${action}`);
    if (answer.kind === "error") {
      dialogue.add({ from: "csms", kind: "error", text: answer.code, messageId });
      return this.#transmit(JSON.stringify([4, messageId, answer.code, "", {}]));
    }
    const violation = validators.validateResponse(action, answer.payload);
    if (violation)
      throw new Error(`the suite answers ${action} against its schema: ${violation.description}`);
    dialogue.add({ from: "csms", kind: "response", text: action, messageId, payload: answer.payload });
    this.#transmit(encodeCallResult(messageId, answer.payload));
  }

  #finish(messageId: string, payload: Payload): void {
    const { dialogue, validators, broken } = this.#house;
    const waiting = this.#take(messageId);
    const text = waiting?.action ?? "(unknown)";
    dialogue.add({ from: "station", kind: "response", text, messageId, payload });
    if (!waiting) return broken("the station answered a CALL that was not sent, or answered it late");
    const violation = validators.validateResponse(waiting.action, payload);
    if (violation)
      broken(`the response to ${waiting.action} is not as its schema says: ${violation.description}`);
    waiting.finish({ kind: "response", payload });
  }

  #take(messageId: string): Waiting | undefined {
    const waiting = this.#waiting.get(messageId);
    waiting?.timer.cancel();
    this.#waiting.delete(messageId);
    return waiting;
  }
}
