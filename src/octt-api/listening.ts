import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf, StartupError, type Logger } from "../kernel/index.js";

/** Where to listen, with the configuration keys that an error names. */
export interface ListenOn {
  readonly host: string;
  readonly port: number;
  /** e.g. `api.port` */
  readonly portKey: string;
}

/**
 * Listens.
 * @throws StartupError that names the key where that is not possible
 */
export async function listen(app: RequestListener, on: ListenOn, logger: Logger): Promise<Server> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new StartupError(reasonOf(error, on), { cause: error })));
    server.listen(on.port, on.host, resolve);
  });
  server.removeAllListeners("error");
  server.on("error", (error) => logger.error({ err: error }, `HTTP server: ${messageOf(error)}`));
  return server;
}

/** The port that a server took. */
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Stops listening and cuts what is open. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function reasonOf(error: NodeJS.ErrnoException, { host, port, portKey }: ListenOn): string {
  switch (error.code) {
    case "EADDRINUSE":
      return `${portKey} ${port} is in use`;
    case "EACCES":
      return `${portKey} ${port} is not permitted to this user`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `api.host ${host} is not an address of this machine`;
    default:
      return `${portKey} ${port}: ${messageOf(error)}`;
  }
}
