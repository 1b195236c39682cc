import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage, sha256Of, signFile } from "../../firmware-image/index.js";
import type { Credential } from "../../pki/index.js";
import type { FileServer } from "./file-server.js";
import { openFtpFiles } from "./ftp-files.js";
import { openHttpFiles } from "./http-files.js";

/** A firmware image at the server, and what UpdateFirmware says of it. */
export interface TestFirmware {
  readonly location: string;
  /** PEM. */
  readonly signingCertificate: string;
  /** Base64. */
  readonly signature: string;
  readonly firmwareVersion: string;
}

/** An image as a test report names it. */
export interface OfferedFirmware {
  readonly firmwareVersion: string;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
}

/** Files that a case needs, opened when they are first asked for. */
export interface TestFiles {
  server(): Promise<FileServer>;
  /**
   * Builds an image, signs it and offers it.
   * @param damaged the signature is good, but the payload is not what the image says
   */
  firmware(
    station: { readonly vendorName: string; readonly model: string },
    signer: Credential,
    options?: { readonly damaged?: boolean },
  ): Promise<TestFirmware>;
  close(): Promise<void>;
}

const PAYLOAD_BYTES = 64 * 1024;
const VERSION = "9.0.1";

/** Protocols of FileTransferProtocols. */
export type FileProtocol = "FTP" | "FTPS" | "HTTP" | "HTTPS" | "SFTP";

/** What the server is made with. */
export interface TestFilesOptions {
  readonly host: string;
  readonly protocol: FileProtocol;
  /** Shown by servers that speak TLS. */
  readonly credential: () => Promise<Credential>;
  /** Told of whatever moves at the server. */
  readonly onActivity: () => void;
  /** Told of each good image. */
  readonly onFirmware?: (image: OfferedFirmware) => void;
}

async function openServer({ host, protocol, credential, onActivity }: TestFilesOptions): Promise<FileServer> {
  switch (protocol) {
    case "HTTP":
      return openHttpFiles(host, onActivity);
    case "HTTPS":
      return openHttpFiles(host, onActivity, await credential());
    case "FTP":
      return openFtpFiles(host, onActivity);
    case "FTPS":
      return openFtpFiles(host, onActivity, await credential());
    case "SFTP": {
      // Loaded when it is needed: it is large.
      const { openSftpFiles } = await import("./sftp-files.js");
      return openSftpFiles(host, onActivity);
    }
  }
}

/** Files for one case. */
export function createTestFiles(options: TestFilesOptions): TestFiles {
  let opened: Promise<FileServer> | undefined;
  let folder: Promise<string> | undefined;
  const server = (): Promise<FileServer> => (opened ??= openServer(options));
  const workFolder = (): Promise<string> => (folder ??= mkdtemp(join(tmpdir(), "kerbside-files-")));
  return {
    server,
    async firmware(station, signer, { damaged = false } = {}) {
      const here = await workFolder();
      const name = damaged ? "damaged.img" : "firmware.img";
      const payload = join(here, `${name}.payload`);
      const image = join(here, name);
      await writeFile(payload, randomBytes(PAYLOAD_BYTES));
      await buildImage({ ...station, firmwareVersion: VERSION }, payload, image);
      // One byte more than its manifest says.
      if (damaged) await writeFile(image, "!", { flag: "a" });
      else options.onFirmware?.({ firmwareVersion: VERSION, sha256: await sha256Of(image) });
      return {
        location: (await server()).offer(name, image),
        signingCertificate: signer.certificate.pem,
        signature: await signFile(image, signer.privateKey),
        firmwareVersion: VERSION,
      };
    },
    async close() {
      await (await opened)?.close();
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}
