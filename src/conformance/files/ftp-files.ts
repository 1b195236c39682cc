import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket, type SecureContext } from "node:tls";
import type { Credential } from "../../pki/index.js";
import {
  createShelf,
  FOLDER,
  HELD_AFTER,
  fileServerOf,
  nameIn,
  type FileServer,
  type Shelf,
} from "./file-server.js";

/** What every connection of the server shares. */
interface House {
  readonly host: string;
  readonly shelf: Shelf;
  /** With it, AUTH TLS is asked for. */
  readonly secure: SecureContext | null;
  readonly onActivity: () => void;
  /** Sockets and servers to be closed in the end. */
  keep(resource: { destroy(): void }): void;
}

/**
 * Files by FTP (RFC 959, 3659), or by FTPS with a credential (RFC 4217): as much of it as is needed to fetch a file,
 * from its middle too, and to store one.
 * @param onActivity told of whatever moves
 */
export async function openFtpFiles(
  host: string,
  onActivity: () => void,
  credential?: Credential,
): Promise<FileServer> {
  const shelf = createShelf();
  const kept = new Set<{ destroy(): void }>();
  const secure = credential
    ? createSecureContext({ key: credential.privateKey, cert: credential.certificate.pem })
    : null;
  const house: House = { host, shelf, secure, onActivity, keep: (resource) => void kept.add(resource) };
  const server = createServer((socket) => new FtpConnection(socket, house));
  await listen(server, host);
  const scheme = credential ? "ftps" : "ftp";
  const url = `${scheme}://tester:secret@${host}:${(server.address() as AddressInfo).port}${FOLDER}`;
  return fileServerOf(shelf, url, async () => {
    for (const resource of kept) resource.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
}

const listen = (server: Server, host: string): Promise<void> =>
  new Promise((resolve) => server.listen(0, host, resolve));

class FtpConnection {
  readonly #house: House;
  #control: Socket;
  #protected = false;
  #restart = 0;
  #data: Promise<Socket> | null = null;

  constructor(socket: Socket, house: House) {
    this.#house = house;
    this.#control = socket;
    // Short lines that wait for each other must not wait for the network too.
    socket.setNoDelay(true);
    this.#listenTo(socket);
    this.#say("220 files");
  }

  #listenTo(socket: Socket): void {
    this.#house.keep(socket);
    let rest = "";
    socket.on("error", () => socket.destroy());
    socket.on("close", this.#house.onActivity);
    socket.on("data", (chunk: Buffer) => {
      this.#house.onActivity();
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#obey(line);
    });
  }

  #say(line: string): void {
    this.#house.onActivity();
    if (!this.#control.destroyed) this.#control.write(`${line}\r\n`);
  }

  #obey(line: string): void {
    const [, command = "", argument = ""] = /^(\w+) ?(.*)$/.exec(line) ?? [];
    const { secure } = this.#house;
    switch (command.toUpperCase()) {
      case "USER":
        return this.#say("331 password");
      case "PASS":
        return this.#say("230 welcome");
      case "AUTH":
        return secure ? this.#startTls(secure) : this.#say("502 no TLS here");
      case "PROT":
        this.#protected = argument === "P";
        return this.#say("200 done");
      case "PBSZ":
      case "TYPE":
      case "OPTS":
        return this.#say("200 done");
      case "EPSV":
        return void this.#openData();
      case "REST":
        this.#restart = Number(argument);
        return this.#say("350 go on");
      case "SIZE":
        return void this.#size(argument);
      case "RETR":
        return void this.#give(argument).catch(() => this.#say("426 broken"));
      case "STOR":
        return void this.#take(argument).catch(() => this.#say("426 broken"));
      case "QUIT":
        this.#say("221 goodbye");
        return void this.#control.end();
      default:
        return this.#say("502 unknown");
    }
  }

  #startTls(secureContext: SecureContext): void {
    this.#say("234 TLS");
    const plain = this.#control;
    plain.removeAllListeners("data");
    this.#control = new TLSSocket(plain, { isServer: true, secureContext });
    this.#listenTo(this.#control);
  }

  async #openData(): Promise<void> {
    const { host, keep, secure } = this.#house;
    const server = createServer();
    await listen(server, host);
    this.#data = new Promise((resolve) => {
      server.once("connection", (socket) => {
        server.close();
        socket.setNoDelay(true);
        const isServer = true;
        const used =
          this.#protected && secure ? new TLSSocket(socket, { isServer, secureContext: secure }) : socket;
        keep(used);
        used.on("error", () => used.destroy());
        used.on("close", this.#house.onActivity);
        resolve(used);
      });
    });
    keep({ destroy: () => void server.close() });
    this.#say(`229 entering (|||${(server.address() as AddressInfo).port}|)`);
  }

  async #size(path: string): Promise<void> {
    const file = this.#house.shelf.offered.get(nameIn(path) ?? "");
    this.#say(file === undefined ? "550 no such file" : `213 ${(await stat(file)).size}`);
  }

  async #give(path: string): Promise<void> {
    const file = this.#house.shelf.offered.get(nameIn(path) ?? "");
    if (file === undefined || !this.#data) return this.#say("550 no such file");
    const from = this.#restart;
    this.#restart = 0;
    const data = await this.#data;
    this.#say("150 here it comes");
    const { size } = await stat(file);
    const rest = Math.min(from + HELD_AFTER, size);
    for await (const chunk of createReadStream(file, { start: from, end: rest - 1 }))
      data.write(chunk as Buffer);
    await this.#house.shelf.gate();
    if (rest < size)
      for await (const chunk of createReadStream(file, { start: rest })) {
        if (data.destroyed) return;
        data.write(chunk as Buffer);
      }
    data.end(() => this.#say("226 done"));
  }

  async #take(path: string): Promise<void> {
    const name = nameIn(path);
    if (name === null || !this.#data) return this.#say("550 no such folder");
    const data = await this.#data;
    this.#say("150 send it");
    const parts: Buffer[] = [];
    for await (const part of data) {
      this.#house.onActivity();
      parts.push(part as Buffer);
    }
    await this.#house.shelf.gate();
    this.#house.shelf.received.push({ name, content: Buffer.concat(parts) });
    this.#say("226 done");
  }
}
