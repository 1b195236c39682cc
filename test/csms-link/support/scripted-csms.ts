import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { eventually } from "./eventually.js";

export type Frame = [type: number, messageId: string, ...rest: unknown[]];

/** How a handshake is answered: with a subprotocol (or none), or with an HTTP status. */
export type Welcome = { protocol: string | false } | { status: number };

export interface Handshake {
  readonly path: string | undefined;
  readonly protocols: string | undefined;
  readonly authorization: string | undefined;
  readonly extensions: string | undefined;
}

/** The other side of the wire: a WebSocket server that does what the test says and records the rest. */
export interface ScriptedCsms {
  readonly url: string;
  welcome: Welcome;
  readonly handshakes: Handshake[];
  /** All frames that came, over all connections. */
  readonly received: Frame[];
  readonly closeCodes: number[];
  /** Sockets that were opened so far. */
  readonly sockets: WebSocket[];
  readonly socket: WebSocket;
  /** The next frame not yet taken. */
  next(): Promise<Frame>;
  /** Takes the next frame and insists that it is a CALL of `action`. */
  nextCall(action?: string): Promise<{ id: string; action: string; payload: object }>;
  send(frame: unknown): void;
  sendText(text: string | Buffer): void;
  /** Waits until all that the station sent so far has come. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startScriptedCsms(): Promise<ScriptedCsms> {
  const handshakes: Handshake[] = [];
  const received: Frame[] = [];
  const closeCodes: number[] = [];
  const sockets: WebSocket[] = [];
  let taken = 0;

  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    handleProtocols: () => ("protocol" in csms.welcome ? csms.welcome.protocol : false),
    verifyClient: ({ req }, answer) => {
      handshakes.push({
        path: req.url,
        protocols: req.headers["sec-websocket-protocol"],
        authorization: req.headers.authorization,
        extensions: req.headers["sec-websocket-extensions"],
      });
      if ("status" in csms.welcome) answer(false, csms.welcome.status);
      else answer(true);
    },
  });
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("close", (code) => closeCodes.push(code));
    socket.on("message", (data) => received.push(JSON.parse((data as Buffer).toString()) as Frame));
  });
  await new Promise((resolve) => server.once("listening", resolve));

  const csms: ScriptedCsms = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ocpp`,
    welcome: { protocol: "ocpp2.0.1" },
    handshakes,
    received,
    closeCodes,
    sockets,
    get socket() {
      const socket = sockets.at(-1);
      if (!socket) throw new Error("nobody connected");
      return socket;
    },
    async next() {
      await eventually(() => received.length > taken, "a frame");
      return received[taken++] as Frame;
    },
    async nextCall(action) {
      const [type, id, name, payload] = await csms.next();
      if (type !== 2 || (action !== undefined && name !== action)) {
        throw new Error(`expected a CALL ${action ?? ""}, got ${JSON.stringify([type, id, name, payload])}`);
      }
      return { id, action: name as string, payload: payload as object };
    },
    send: (frame) => csms.socket.send(JSON.stringify(frame)),
    sendText: (text) => csms.socket.send(text),
    async settled() {
      let ponged = false;
      csms.socket.once("pong", () => (ponged = true));
      csms.socket.ping();
      await eventually(() => ponged, "a pong");
    },
    close: () => {
      for (const socket of sockets) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return csms;
}
