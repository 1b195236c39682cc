import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Credential } from "../../pki/index.js";
import { createShelf, FOLDER, HELD_AFTER, fileServerOf, nameIn, type FileServer } from "./file-server.js";

/**
 * Files by HTTP, or by HTTPS with a credential.
 * @param onActivity told of whatever moves
 */
export async function openHttpFiles(
  host: string,
  onActivity: () => void,
  credential?: Credential,
): Promise<FileServer> {
  const shelf = createShelf();
  const sockets = new Set<Socket>();

  const give = async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = shelf.offered.get(name);
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
    await shelf.gate();
    if (rest < size) await send(createReadStream(path, { start: rest }), response);
    response.end();
  };
  const take = async (name: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    await shelf.gate();
    shelf.received.push({ name, content: Buffer.concat(parts) });
    response.writeHead(201).end();
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    onActivity();
    const { pathname } = new URL(request.url ?? "/", "http://files");
    const name = nameIn(decodeURIComponent(pathname));
    const handler = { GET: give, PUT: take }[request.method ?? ""];
    const work = name !== null && handler ? handler(name, request, response) : refuse(request, response);
    // A transfer that was cancelled ends in the middle.
    work.catch(() => response.destroy()).finally(onActivity);
  };
  const server = credential
    ? createSecureServer({ key: credential.privateKey, cert: credential.certificate.pem }, serve)
    : createServer(serve);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      onActivity();
      sockets.delete(socket);
    });
  });
  server.on("secureConnection", onActivity);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const url = `${credential ? "https" : "http"}://${host}:${(server.address() as AddressInfo).port}${FOLDER}`;
  return fileServerOf(shelf, url, async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
}

/** Answers when all has come, so that nobody is cut off in the middle of a sentence. */
async function refuse(request: IncomingMessage, response: ServerResponse): Promise<void> {
  for await (const _part of request);
  response.writeHead(404).end();
}

async function send(stream: NodeJS.ReadableStream, response: ServerResponse): Promise<void> {
  for await (const chunk of stream) {
    if (response.destroyed) return;
    response.write(chunk);
  }
}
