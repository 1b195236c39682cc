import { stat } from "node:fs/promises";
import { messageOf, type Clock } from "../kernel/index.js";
import { readAddress, type Scheme } from "./address.js";
import { ftpTransfer } from "./ftp.js";
import { httpTransfer } from "./http.js";
import { TransferFailed, type FileTransfer, type TransferProtocol } from "./interface.js";
import { sftpTransfer } from "./sftp.js";

export { SCHEMES } from "./address.js";
export {
  TransferFailed,
  type FileTransfer,
  type TransferFailure,
  type TransferOptions,
} from "./interface.js";

/** @param clock that says when a server stalls */
export function createFileTransfer(clock: Clock): FileTransfer {
  const http = httpTransfer(clock);
  const protocols: Readonly<Record<Scheme, TransferProtocol>> = {
    "http:": http,
    "https:": http,
    "ftp:": ftpTransfer,
    "ftps:": ftpTransfer,
    "sftp:": sftpTransfer,
  };
  const attempt = async (signal: AbortSignal, work: () => Promise<void>): Promise<void> => {
    if (signal.aborted) throw new TransferFailed("cancelled", "it was cancelled");
    try {
      await work();
    } catch (error) {
      throw signal.aborted ? new TransferFailed("cancelled", "it was cancelled") : failedBy(error);
    }
  };
  return {
    download: (address, toFile, options) =>
      attempt(options.signal, async () => {
        const url = readAddress(address);
        await protocols[url.protocol].download(url, toFile, await sizeOf(toFile), options);
      }),
    upload: (file, address, fileName, options) =>
      attempt(options.signal, async () => {
        const url = readAddress(address);
        await protocols[url.protocol].upload(file, url, fileName, options);
      }),
  };
}

/** Bytes of a file; 0 where there is none. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Errors of Node in our words. */
function failedBy(error: unknown): TransferFailed {
  if (error instanceof TransferFailed) return error;
  const { code } = error as { readonly code?: unknown };
  const ownDisk = ["ENOSPC", "EDQUOT", "EROFS", "EFBIG"].includes(String(code));
  return new TransferFailed(ownDisk ? "noSpace" : "unreachable", messageOf(error));
}
