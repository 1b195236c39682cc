import type { Clock } from "../kernel/index.js";
import type { OcppVersion } from "../protocol/index.js";
import type { ConnectFailure, ConnectionTarget } from "./interface.js";
import type { TlsOptions } from "./tls-options.js";

/** What a {@link Socket} tells. After `closed` it tells nothing more. */
export interface SocketListener {
  /** Open, but delivering nothing before {@link Socket.resume}. */
  opened(version: OcppVersion): void;
  /** Refused, broken or closed; `because` ends the sentence "… : it …". `failure` matters for attempts only. */
  closed(because: string, failure: ConnectFailure): void;
  text(frame: string): void;
  binary(): void;
  /** A frame broke the rules of WebSocket or the size limit; `closed` follows. */
  unreadable(description: string): void;
  pong(): void;
}

/** One attempt at a WebSocket, from the handshake to its end. */
export interface Socket {
  resume(): void;
  send(text: string): void;
  ping(): void;
  /** Says goodbye; `closed` follows. */
  close(code: number, reason: string): void;
  /** Cuts it off without a close frame; nothing is told afterwards, not even `closed`. */
  abandon(): void;
}

/** How an attempt at a WebSocket is made. */
export type OpenSocket = (
  attempt: {
    readonly target: ConnectionTarget;
    readonly tls: (() => TlsOptions) | undefined;
    readonly clock: Clock;
  },
  listener: SocketListener,
) => Socket;
