import { WebSocket } from "ws";
import { Seconds, messageOf, type Timer } from "../kernel/index.js";
import { OCPP_VERSIONS } from "../protocol/index.js";
import { connectFailure, httpFailure } from "./connect-failure.js";
import { connectProblem, connectionUrl, handshakeOptions, httpProblem, targetProblem } from "./handshake.js";
import type { ConnectFailure } from "./interface.js";
import type { OpenSocket } from "./socket-interface.js";

const HANDSHAKE_TIMEOUT = Seconds(30);

/** Opens a WebSocket to the target. It never throws: an attempt that cannot be made is told as `closed`. */
export const openSocket: OpenSocket = ({ target, tls, clock }, listener) => {
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
};

function closeProblem(code: number, reason: string): string {
  if (code === 1006) return "the connection broke";
  return `it closed the connection (${code}${reason === "" ? "" : `, "${reason}"`})`;
}
