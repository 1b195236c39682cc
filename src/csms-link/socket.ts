import { WebSocket } from "ws";
import { Seconds, messageOf, type Clock, type Timer } from "../kernel/index.js";
import { OCPP_VERSIONS, type OcppVersion } from "../protocol/index.js";
import { connectFailure, httpFailure } from "./connect-failure.js";
import { connectProblem, connectionUrl, handshakeOptions, httpProblem, targetProblem } from "./handshake.js";
import type { ConnectFailure, ConnectionTarget } from "./interface.js";
import type { TlsOptions } from "./settings.js";

const HANDSHAKE_TIMEOUT = Seconds(30);

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

/** Opens a WebSocket to the target. It never throws: an attempt that cannot be made is told as `closed`. */
export function openSocket(
  { target, tls, clock }: { target: ConnectionTarget; tls: (() => TlsOptions) | undefined; clock: Clock },
  listener: SocketListener,
): Socket {
  let webSocket: WebSocket | undefined;
  let handshake: Timer | undefined;
  let over = false;
  let problem: string | undefined;
  let failure: ConnectFailure = "unreachable";

  const end = (because: string): void => {
    if (over) return;
    over = true;
    handshake?.cancel();
    listener.closed(because, failure);
  };
  const cut = (): void => webSocket?.terminate();

  try {
    const unfit = targetProblem(target, tls !== undefined);
    if (unfit !== null) throw new Error(unfit);
    webSocket = new WebSocket(
      connectionUrl(target),
      [...target.versions],
      handshakeOptions(target, target.securityProfile >= 2 ? tls?.() : undefined),
    );
  } catch (error) {
    const because = messageOf(error);
    queueMicrotask(() => end(because));
  }

  if (webSocket) {
    const ws = webSocket;
    handshake = clock.timer("WebSocket handshake", HANDSHAKE_TIMEOUT, () => {
      end("it did not answer the WebSocket handshake in time");
      cut();
    });
    ws.on("open", () => {
      if (over) return;
      handshake?.cancel();
      const version = OCPP_VERSIONS.find((known) => known === ws.protocol);
      if (version === undefined || !target.versions.includes(version)) {
        end("it chose none of the offered OCPP versions");
        cut();
        return;
      }
      ws.pause();
      listener.opened(version);
    });
    ws.on("unexpected-response", (_request, response) => {
      failure = httpFailure(response.statusCode);
      end(httpProblem(response.statusCode));
      response.resume();
      cut();
    });
    ws.on("message", (data, isBinary) => {
      if (over) return;
      if (isBinary) listener.binary();
      else listener.text((data as Buffer).toString("utf8"));
    });
    ws.on("pong", () => {
      if (!over) listener.pong();
    });
    ws.on("error", (error: Error & { code?: string }) => {
      if (problem === undefined) failure = connectFailure(error);
      problem ??= connectProblem(error);
      if (!over && error.code?.startsWith("WS_ERR_")) listener.unreadable(problem);
    });
    ws.on("close", (code, reason) => end(problem ?? closeProblem(code, reason.toString())));
  }

  return {
    resume: () => webSocket?.resume(),
    send: (text) => {
      if (!over) webSocket?.send(text, () => undefined);
    },
    ping: () => {
      if (!over) webSocket?.ping();
    },
    close: (code, reason) => webSocket?.close(code, reason),
    abandon: () => {
      over = true;
      handshake?.cancel();
      cut();
    },
  };
}

function closeProblem(code: number, reason: string): string {
  if (code === 1006) return "the connection broke";
  return `it closed the connection (${code}${reason === "" ? "" : `, "${reason}"`})`;
}
