import type { Duration, Unsubscribe } from "../kernel/index.js";
import type { MessageValidators, OcppVersion } from "../protocol/index.js";
import type { OpenSocket } from "./socket-interface.js";

export type { TlsOptions } from "./tls-options.js";

/** The variables of OCPPCommCtrlr that the link obeys; each is read at the moment it is needed. */
export interface LinkSettings {
  /** MessageTimeout: how long a CALL may stay unanswered. */
  messageTimeout(): Duration;
  /** WebSocketPingInterval; 0 sends no pings. */
  webSocketPingInterval(): Duration;
  /** Calls `listener` when WebSocketPingInterval changed, so that an open connection follows it. */
  onWebSocketPingIntervalChanged(listener: () => void): Unsubscribe;
  /** MessageAttempts[TransactionEvent]: transmissions of one fact; below 1 counts as 1. */
  messageAttempts(): number;
  /** MessageAttemptInterval[TransactionEvent]. */
  messageAttemptInterval(): Duration;
  retryBackOffWaitMinimum(): Duration;
  retryBackOffRandomRange(): Duration;
  retryBackOffRepeatTimes(): number;
}

/** The cable, modem or radio that the station reaches its CSMS by. */
export interface Network {
  readonly online: boolean;
  /** Calls `listener` after {@link Network.online} changed. */
  onNetworkChanged(listener: () => void): Unsubscribe;
  /** Puts what the network does to frames between a socket and its wire; absent: nothing. */
  carry?(open: OpenSocket): OpenSocket;
}

/** What the link needs of the schemas of one version. */
export type LinkValidators = Pick<MessageValidators, "knowsAction" | "validateRequest" | "validateResponse">;

/** Gives the validators of a version; shared by all stations of a process. */
export type LoadLinkValidators = (version: OcppVersion) => Promise<LinkValidators>;
