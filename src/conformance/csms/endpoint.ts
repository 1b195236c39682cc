import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { StartupError } from "../../kernel/index.js";

/** How the endpoint treats those who connect. */
export interface EndpointOptions {
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  readonly identity: string;
  /** Of security profile 1; `null`: none is asked for. */
  readonly password: string | null;
  readonly subprotocol: string;
  onConnection(socket: WebSocket): void;
  /** A handshake was refused, for that reason. */
  onRefusal(reason: string): void;
  /** Something moved on a socket. */
  onActivity(): void;
}

/** The WebSocket server of the CSMS. */
export interface Endpoint {
  readonly port: number;
  /** Whether a handshake is completed; refused ones get 503 Service Unavailable. */
  accepts: boolean;
  close(): Promise<void>;
}

/** @throws StartupError if the port is taken */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const server = createServer((_request, response) => response.writeHead(426).end());
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    options.onActivity();
    sockets.add(socket);
    socket.on("data", () => options.onActivity());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      options.onActivity();
      sockets.delete(socket);
    });
  });
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    allowSynchronousEvents: false,
    handleProtocols: (offered) => (offered.has(options.subprotocol) ? options.subprotocol : false),
  });
  const endpoint = {
    port: 0,
    accepts: true,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  server.on("upgrade", (request, socket, head) => {
    const refused = reasonToRefuse(request, endpoint.accepts, options);
    if (refused) {
      options.onRefusal(refused.reason);
      return refuse(socket, refused.status);
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => options.onConnection(webSocket));
  });
  await listen(server, options);
  endpoint.port = (server.address() as AddressInfo).port;
  return endpoint;
}

function reasonToRefuse(
  request: IncomingMessage,
  accepts: boolean,
  { identity, password, subprotocol }: EndpointOptions,
): { readonly reason: string; readonly status: string } | null {
  if (!accepts) return { reason: "the CSMS accepts no connection now", status: "503 Service Unavailable" };
  const path = new URL(request.url ?? "/", "http://csms").pathname;
  const named = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  if (named !== identity) return { reason: `${path} does not end in ${identity}`, status: "404 Not Found" };
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  if (!offered.includes(subprotocol))
    return { reason: `the subprotocol ${subprotocol} was not offered`, status: "400 Bad Request" };
  if (password === null) return null;
  const expected = `Basic ${Buffer.from(`${identity}:${password}`).toString("base64")}`;
  return request.headers.authorization === expected
    ? null
    : { reason: "wrong basic authentication", status: "401 Unauthorized" };
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(server: Server, { host, port }: EndpointOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(new StartupError(`the test CSMS cannot listen on ${host}:${port}: ${error.message}`)),
    );
    server.listen(port, host, () => resolve());
  });
}
