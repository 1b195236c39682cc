import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { WebSocketServer, type WebSocket } from "ws";
import { StartupError } from "../../kernel/index.js";
import { parseCertificate, type Certificate } from "../../pki/index.js";
import type { EndpointSecurity } from "./endpoint-security.js";
import { beginsTls, isWholeRecord, readClientHello, type ClientHello } from "./client-hello.js";
import { refusalReason, type Caller } from "./refusal.js";

/** How a connection was made. */
export interface Handshake {
  /** `null` without TLS. */
  readonly hello: ClientHello | null;
  /** The certificate that the station has shown. */
  readonly certificate: Certificate | null;
  /** The header of that name. */
  readonly authorization: string | undefined;
  /** The path that was asked for. */
  readonly path: string;
}

/** How the endpoint treats those who connect. */
export interface EndpointOptions {
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  readonly identity: string;
  /** Of security profiles 1 and 2; `null`: none is asked for. */
  readonly password: string | null;
  readonly subprotocol: string;
  readonly security: EndpointSecurity;
  onConnection(socket: WebSocket, handshake: Handshake): void;
  /** A handshake was refused or has failed, for that reason. */
  onRefusal(reason: string): void;
  /** Something moved on a socket. */
  onActivity(): void;
}

/** The WebSocket server of the CSMS. */
export interface Endpoint {
  readonly port: number;
  /** Whether a handshake is completed; refused ones get 503 Service Unavailable. */
  accepts: boolean;
  /** The profile that it is secured by. */
  readonly profile: EndpointSecurity["profile"];
  /** Connections of TCP so far, whatever became of them. */
  readonly attempts: number;
  /** Secures it otherwise, from the next connection on. */
  secure(security: EndpointSecurity): void;
  close(): Promise<void>;
}

/** @throws StartupError if the port is taken */
export async function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const sockets = new Set<Socket>();
  /** By the station's port, which both the TCP socket and the one of TLS above it know. */
  const hellos = new Map<number | undefined, ClientHello>();
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    allowSynchronousEvents: false,
    handleProtocols: (offered) => (offered.has(options.subprotocol) ? options.subprotocol : false),
  });
  let security = options.security;
  let accepts = true;
  let attempts = 0;

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const caller = callerOf(request);
    const refused = refusalReason(caller, { ...options, accepts, security });
    if (refused) {
      options.onRefusal(refused.reason);
      return refuse(socket, refused.status);
    }
    const handshake: Handshake = { ...caller, hello: hellos.get(request.socket.remotePort) ?? null };
    webSockets.handleUpgrade(request, socket, head, (webSocket) =>
      options.onConnection(webSocket, handshake),
    );
  };
  const servers = new Map<EndpointSecurity, HttpServer>();
  const serverOf = (wanted: EndpointSecurity): HttpServer => {
    const known = servers.get(wanted);
    if (known) return known;
    const server = wanted.profile >= 2 ? createHttpsServer(tlsOptionsOf(wanted)) : createHttpServer();
    server.on("request", (_request, response) => response.writeHead(426).end());
    server.on("upgrade", (request, socket, head) => upgrade(request, socket, head));
    server.on("tlsClientError", (error: Error) => {
      options.onActivity();
      options.onRefusal(`the TLS handshake failed: ${error.message}`);
    });
    server.on("secureConnection", (socket: TLSSocket) => {
      options.onActivity();
      socket.on("data", () => options.onActivity());
    });
    servers.set(wanted, server);
    return server;
  };

  /** Looks at the first bytes, and hands the connection to the server that it is for. */
  const route = (socket: Socket): void => {
    const current = security;
    let first = Buffer.alloc(0);
    const look = (chunk: Buffer): void => {
      first = Buffer.concat([first, chunk]);
      if (beginsTls(first) && !isWholeRecord(first)) return;
      socket.off("data", look);
      socket.pause();
      if (beginsTls(first) !== current.profile >= 2) {
        options.onRefusal(
          beginsTls(first)
            ? "the station begins TLS, which is not spoken here"
            : "the station does not begin TLS",
        );
        socket.destroy();
        return;
      }
      const hello = readClientHello(first);
      if (hello) hellos.set(socket.remotePort, hello);
      else hellos.delete(socket.remotePort);
      socket.unshift(first);
      serverOf(current).emit("connection", socket);
      // TLS takes what has come out of the paused socket itself.
      if (current.profile < 2) socket.resume();
    };
    socket.on("data", look);
  };

  const server = createTcpServer((socket) => {
    attempts++;
    options.onActivity();
    sockets.add(socket);
    socket.on("data", () => options.onActivity());
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      options.onActivity();
      sockets.delete(socket);
    });
    route(socket);
  });
  await listen(server, options);
  return {
    port: (server.address() as AddressInfo).port,
    get accepts() {
      return accepts;
    },
    set accepts(now) {
      accepts = now;
    },
    get profile() {
      return security.profile;
    },
    get attempts() {
      return attempts;
    },
    secure(next) {
      security = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function tlsOptionsOf({ profile, credential, only, ciphers }: EndpointSecurity): object {
  const old = only === "TLSv1" || only === "TLSv1.1";
  const suites = [ciphers, old ? "DEFAULT@SECLEVEL=0" : undefined].find((one) => one !== undefined);
  return {
    key: credential?.privateKey,
    cert: credential?.certificate.pem,
    minVersion: only ?? "TLSv1.2",
    ...(only && { maxVersion: only }),
    ...(suites !== undefined && { ciphers: suites }),
    // Who may come in is decided with the other reasons, so that a case can tell.
    ...(profile === 3 && { requestCert: true, rejectUnauthorized: false }),
  };
}

function callerOf(request: IncomingMessage): Caller {
  const shown = (request.socket as Partial<TLSSocket>).getPeerX509Certificate?.();
  return {
    path: new URL(request.url ?? "/", "http://csms").pathname,
    offered: (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim()),
    authorization: request.headers.authorization,
    certificate: shown ? parseCertificate(shown.toString()) : null,
  };
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
