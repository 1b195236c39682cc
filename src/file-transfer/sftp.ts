import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type SftpClient from "ssh2-sftp-client";
import { credentialsOf, fileIn, pathOf } from "./address.js";
import {
  TransferFailed,
  type TransferFailure,
  type TransferOptions,
  type TransferProtocol,
} from "./interface.js";

const DEFAULT_PORT = 22;

/** SFTP. Nobody tells the station the key of a server beforehand, so any is accepted. */
export const sftpTransfer: TransferProtocol = {
  download: (url, toFile, from, options) =>
    connected(url, options, async (client) => {
      const remote = client.createReadStream(pathOf(url), { start: from, autoClose: true });
      const local = createWriteStream(toFile, { flags: from > 0 ? "a" : "w", mode: 0o600 });
      await pipeline(remote, local);
    }),
  upload: (file, url, fileName, options) =>
    connected(url, options, async (client) => {
      await client.put(createReadStream(file), fileIn(url, fileName));
    }),
};

async function connected(
  url: URL,
  { signal }: TransferOptions,
  work: (client: SftpClient) => Promise<void>,
): Promise<void> {
  // Loaded when it is needed, as most stations never do.
  const { default: Client } = await import("ssh2-sftp-client");
  const client = new Client();
  const end = (): void => void client.end().catch(() => undefined);
  signal.addEventListener("abort", end);
  try {
    const { user, password } = credentialsOf(url);
    await client.connect({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port === "" ? DEFAULT_PORT : Number(url.port),
      username: user === "" ? "anonymous" : user,
      password,
    });
    await work(client);
  } catch (error) {
    throw failedBy(error);
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

/** Status codes of SFTP, and what the library says of a log-in. */
function failedBy(error: unknown): unknown {
  const { code, message = "" } = error as { readonly code?: unknown; readonly message?: string };
  const failures: readonly (readonly [boolean, TransferFailure])[] = [
    [code === 2 || code === "ENOENT" || /no such file/i.test(message), "notFound"],
    [code === 3 || code === "EACCES" || /permission denied|authentication/i.test(message), "denied"],
    [code === 8, "unsupported"],
  ];
  const found = failures.find(([applies]) => applies);
  return found ? new TransferFailed(found[1], message) : error;
}
