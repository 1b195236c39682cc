import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { StartupError, messageOf } from "../kernel/index.js";

/**
 * Listens on `host` and `port`; 0 takes any free port.
 * @throws StartupError if that is not possible
 */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(new StartupError(`cannot listen on ${host}:${port}: ${messageOf(error)}`, { cause: error })),
    );
    server.listen(port, host, resolve);
  });
}

/** The port that a listening server took. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Cuts what is open and frees the port. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Answers an upgrade request with an HTTP error, which ends the handshake. */
export function refuse(socket: Duplex, status: number): void {
  const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="OCPP"\r\n' : "";
  socket.end(`HTTP/1.1 ${status} Refused\r\n${challenge}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}
