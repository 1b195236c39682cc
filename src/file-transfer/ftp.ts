import { createReadStream, createWriteStream } from "node:fs";
import { rootCertificates } from "node:tls";
import type { Client } from "basic-ftp";
import { credentialsOf, fileIn, pathOf } from "./address.js";
import {
  TransferFailed,
  type TransferFailure,
  type TransferOptions,
  type TransferProtocol,
} from "./interface.js";

const IMPLICIT_TLS_PORT = 990;
/** Milliseconds that a server may be silent. */
const SILENCE = 60_000;

/** FTP and FTPS: TLS by AUTH, or from the first byte at port 990. */
export const ftpTransfer: TransferProtocol = {
  download: (url, toFile, from, options) =>
    connected(url, options, async (client) => {
      const flags = from > 0 ? "a" : "w";
      await client.downloadTo(createWriteStream(toFile, { flags, mode: 0o600 }), pathOf(url), from);
    }),
  upload: (file, url, fileName, options) =>
    connected(url, options, async (client) => {
      await client.uploadFrom(createReadStream(file), fileIn(url, fileName));
    }),
};

async function connected(
  url: URL,
  { signal, trusted }: TransferOptions,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  // Loaded when it is needed, as most stations never do.
  const ftp = await import("basic-ftp");
  const client = new ftp.Client(SILENCE);
  const abort = (): void => client.close();
  signal.addEventListener("abort", abort);
  try {
    const { user, password } = credentialsOf(url);
    const port = url.port === "" ? undefined : Number(url.port);
    await client.access({
      host: url.hostname.replace(/^\[|\]$/g, ""),
      ...(port !== undefined && { port }),
      ...(user !== "" && { user, password }),
      secure: url.protocol === "ftps:" ? (port === IMPLICIT_TLS_PORT ? "implicit" : true) : false,
      secureOptions: { ca: [...trusted, ...rootCertificates] },
    });
    await work(client);
  } catch (error) {
    if (error instanceof ftp.FTPError)
      throw new TransferFailed(failureOf(error.code), `it answered FTP ${error.code}`);
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
    client.close();
  }
}

function failureOf(code: number): TransferFailure {
  switch (code) {
    case 430:
    case 530:
    case 532:
    case 553:
      return "denied";
    case 450:
    case 550:
      return "notFound";
    case 500:
    case 501:
    case 502:
    case 504:
      return "unsupported";
    default:
      return "unreachable";
  }
}
