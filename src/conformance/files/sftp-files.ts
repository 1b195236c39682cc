import { open } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import ssh2 from "ssh2";
import type { Connection, SFTPWrapper } from "ssh2";
import {
  createShelf,
  FOLDER,
  HELD_AFTER,
  fileServerOf,
  nameIn,
  type FileServer,
  type Shelf,
} from "./file-server.js";

const { Server, utils } = ssh2;
const { OPEN_MODE, STATUS_CODE } = utils.sftp;
const PASSWORD = "secret";

/**
 * Files by SFTP: as much of it as is needed to fetch a file, from its middle too, and to store one.
 * @param onActivity told of whatever moves
 */
export async function openSftpFiles(host: string, onActivity: () => void): Promise<FileServer> {
  const shelf = createShelf();
  const clients = new Set<Connection>();
  const { private: hostKey } = utils.generateKeyPairSync("ecdsa", { bits: 256 });
  const server = new Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on("error", () => client.end());
    client.on("close", () => {
      onActivity();
      clients.delete(client);
    });
    client.on("authentication", (context) => {
      onActivity();
      if (context.method === "password" && context.password === PASSWORD) context.accept();
      else context.reject(["password"]);
    });
    client.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => serve(acceptSftp(), shelf, onActivity));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const url = `sftp://tester:${PASSWORD}@${host}:${(server.address() as AddressInfo).port}${FOLDER}`;
  return fileServerOf(shelf, url, async () => {
    for (const client of clients) client.end();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
}

/** A file that is open: one of ours that is read, or one that is written. */
type OpenFile =
  | { readonly kind: "read"; readonly path: string }
  | { readonly kind: "written"; readonly name: string; readonly parts: Buffer[] };

/** Answers one session. */
function serve(sftp: SFTPWrapper, shelf: Shelf, onActivity: () => void): void {
  const files = new Map<number, OpenFile>();
  let next = 0;
  const fileOf = (handle: Buffer): OpenFile | undefined => files.get(handle.readUInt32BE(0));
  const opened = (id: number, file: OpenFile): void => {
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(next);
    files.set(next++, file);
    sftp.handle(id, handle);
  };
  const status = (id: number, code: number): void => {
    onActivity();
    sftp.status(id, code);
  };

  sftp.on("OPEN", (id, path, flags) => {
    onActivity();
    const name = nameIn(path);
    if (flags & OPEN_MODE.WRITE)
      return name === null
        ? status(id, STATUS_CODE.NO_SUCH_FILE)
        : opened(id, { kind: "written", name, parts: [] });
    const offered = shelf.offered.get(name ?? "");
    return offered === undefined
      ? status(id, STATUS_CODE.NO_SUCH_FILE)
      : opened(id, { kind: "read", path: offered });
  });
  sftp.on("READ", (id, handle, offset, length) => {
    const file = fileOf(handle);
    if (file?.kind !== "read") return status(id, STATUS_CODE.FAILURE);
    const ready = offset >= HELD_AFTER ? shelf.gate() : Promise.resolve();
    void ready
      .then(() => readAt(file.path, offset, offset === 0 ? Math.min(length, HELD_AFTER) : length))
      .then((part) => {
        onActivity();
        if (part.length === 0) sftp.status(id, STATUS_CODE.EOF);
        else sftp.data(id, part);
      });
  });
  sftp.on("WRITE", (id, handle, _offset, data) => {
    const file = fileOf(handle);
    if (file?.kind === "written") file.parts.push(Buffer.from(data));
    status(id, file ? STATUS_CODE.OK : STATUS_CODE.FAILURE);
  });
  sftp.on("CLOSE", (id, handle) => {
    const file = fileOf(handle);
    void shelf.gate().then(() => {
      if (file?.kind === "written")
        shelf.received.push({ name: file.name, content: Buffer.concat(file.parts) });
      status(id, STATUS_CODE.OK);
    });
  });
  sftp.on("FSETSTAT", (id) => status(id, STATUS_CODE.OK));
  sftp.on("SETSTAT", (id) => status(id, STATUS_CODE.OK));
  sftp.on("REALPATH", (id, path) => {
    onActivity();
    sftp.name(id, [{ filename: path, longname: path, attrs: {} as never }]);
  });
  for (const asked of ["STAT", "LSTAT"] as const)
    sftp.on(asked, (id: number, path: string) => {
      onActivity();
      const isFolder = path.replace(/\/$/, "") === FOLDER;
      if (!isFolder && !shelf.offered.has(nameIn(path) ?? "")) return status(id, STATUS_CODE.NO_SUCH_FILE);
      const mode = isFolder ? 0o40755 : 0o100644;
      sftp.attrs(id, { mode, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 });
    });
}

async function readAt(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
