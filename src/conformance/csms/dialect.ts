import type { Clock } from "../../kernel/index.js";
import type { OcppVersion, Payload } from "../../protocol/index.js";

/** What any honest CSMS says to a request of the station. */
export type HonestAnswer = (action: string, request: Payload) => Payload;

/** How the CSMS that the suite plays speaks and listens in one version of OCPP. */
export interface Dialect {
  /** Also the subprotocol of the WebSocket. */
  readonly version: OcppVersion;
  /**
   * Makes what is answered where a case has laid down nothing.
   * @param clock of the CSMS, for the times that it tells
   */
  createHonestAnswer(clock: Clock): HonestAnswer;
  /** Actions that no station may send without cause; more of the others does no harm. */
  readonly needsCause: readonly string[];
  /** Messages that the station sends from time to time, of which a case speaks only where it is about them. */
  comesByItself(action: string, payload: Payload): boolean;
}

/** Seconds between heartbeats: long, so that they do not disturb a case. */
export const HEARTBEAT_INTERVAL = 86_400;
