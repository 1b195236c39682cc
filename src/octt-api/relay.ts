import { WebSocket, type RawData } from "ws";
import { messageOf, Seconds, type Clock, type Logger, type Timer } from "../kernel/index.js";
import type { RelayConfiguration } from "./configuration.js";
import type { OcttCalls } from "./octt-calls.js";
import { parseRelayMessage } from "./relay-messages.js";

/** The station's end of the relay. */
export interface Relay {
  /** Dials, and dials again whenever the connection is lost. */
  start(): void;
  stop(): void;
}

/** What a relay needs. */
export interface RelayAbilities {
  readonly relay: RelayConfiguration;
  readonly calls: OcttCalls;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Configured port of the EV API. */
  readonly evPort: number | null;
}

const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 30;
/** As long as the OCTT waits for an answer: a dial or a ping that takes longer has failed. */
const PATIENCE = Seconds(30);
const LARGEST_MESSAGE = 65_536;

/** Makes the client of a relay, for a station that the OCTT cannot reach. */
export function createRelay({ relay, calls, clock, logger, evPort }: RelayAbilities): Relay {
  let socket: WebSocket | undefined;
  let redial: Timer | undefined;
  let pause = FIRST_PAUSE;

  const dial = (): void => {
    const dialled = new WebSocket(relay.url, {
      headers: { Authorization: `Bearer ${relay.token}` },
      maxPayload: LARGEST_MESSAGE,
      perMessageDeflate: false,
    });
    socket = dialled;
    const watch = watchLife(dialled, clock);
    dialled.on("open", () => {
      pause = FIRST_PAUSE;
      logger.info("connected to the OCTT's relay");
    });
    dialled.on("message", (data, isBinary) => {
      if (!isBinary) answer(dialled, textOf(data));
    });
    dialled.on("error", (error) => logger.warn(`the OCTT's relay: ${messageOf(error)}`));
    dialled.on("close", () => {
      watch.cancel();
      if (socket !== dialled) return;
      logger.info(`not connected to the OCTT's relay; next attempt in ${pause} s`);
      redial = clock.timer("relay back-off", Seconds(pause), dial);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
  };

  const answer = (from: WebSocket, text: string): void => {
    const request = parseRelayMessage(text, evPort);
    if (!request) return logger.warn("the OCTT's relay sent a message that is none; it is ignored");
    const answered = calls.perform(request.face, request.name, request.given);
    if (answered.line !== "") logger.info(`refused a call of the OCTT's relay: ${answered.line}`);
    if (from.readyState === WebSocket.OPEN) from.send(JSON.stringify(request.reply(answered)));
  };

  return {
    start: dial,
    stop() {
      redial?.cancel();
      const last = socket;
      socket = undefined;
      last?.terminate();
    },
  };
}

/** Cuts a connection that does not open, or does not answer a ping, in time: its other end is gone. */
function watchLife(socket: WebSocket, clock: Clock): Timer {
  let alive = false;
  socket.on("pong", () => (alive = true));
  socket.on("open", () => {
    alive = true;
  });
  return clock.every("relay ping", PATIENCE, () => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  });
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}
