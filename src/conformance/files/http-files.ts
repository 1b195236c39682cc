import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A file that a station has stored at the server. */
export interface ReceivedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A server of files on loopback, which a case can hold in the middle of a transfer. */
export interface FileServer {
  /** URL of a folder, without a final slash. */
  readonly url: string;
  /** URL of a file that the server has from now on. */
  offer(name: string, path: string): string;
  readonly received: readonly ReceivedFile[];
  /** From now on transfers stop in the middle, until {@link FileServer.release}. */
  hold(): void;
  /** Those that were held go on, and those to come are not held. */
  release(): void;
  close(): Promise<void>;
}

/** Stations look for logs' folders here; everywhere else there is nothing. */
const FOLDER = "/files";
/** Bytes that pass before a held transfer stops. */
const HELD_AFTER = 16;

/** @param onActivity told of whatever moves */
export async function openHttpFiles(host: string, onActivity: () => void): Promise<FileServer> {
  const offered = new Map<string, string>();
  const received: ReceivedFile[] = [];
  const sockets = new Set<Socket>();
  let gate: Promise<void> = Promise.resolve();
  let open: () => void = () => undefined;

  const give = async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = offered.get(name);
    if (path === undefined) return void response.writeHead(404).end();
    const { size } = await stat(path);
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    if (from >= size) return void response.writeHead(416).end();
    response.writeHead(from > 0 ? 206 : 200, {
      "content-length": size - from,
      ...(from > 0 && { "content-range": `bytes ${from}-${size - 1}/${size}` }),
    });
    const rest = Math.min(from + HELD_AFTER, size);
    await send(createReadStream(path, { start: from, end: rest - 1 }), response);
    await gate;
    if (rest < size) await send(createReadStream(path, { start: rest }), response);
    response.end();
  };
  const take = async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    await gate;
    received.push({ name, content: Buffer.concat(parts) });
    response.writeHead(201).end();
  };
  const server = createServer((request, response) => {
    onActivity();
    const { pathname } = new URL(request.url ?? "/", "http://files");
    const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));
    const known = pathname.startsWith(`${FOLDER}/`) && pathname.split("/").length === 3;
    const work =
      request.method === "GET"
        ? give(name, request, response)
        : known && request.method === "PUT"
          ? take(name, request, response)
          : Promise.resolve(void response.writeHead(404).end());
    // A transfer that was cancelled ends in the middle.
    work.catch(() => response.destroy()).finally(onActivity);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("data", onActivity);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      onActivity();
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const url = `http://${host}:${(server.address() as AddressInfo).port}${FOLDER}`;
  return {
    url,
    received,
    offer(name, path) {
      offered.set(name, path);
      return `${url}/${encodeURIComponent(name)}`;
    },
    hold() {
      gate = new Promise((resolve) => (open = resolve));
    },
    release() {
      open();
      gate = Promise.resolve();
    },
    async close() {
      open();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function send(stream: NodeJS.ReadableStream, response: ServerResponse): Promise<void> {
  for await (const chunk of stream) {
    if (response.destroyed) return;
    response.write(chunk);
  }
}
