import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createReadStream } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket, WebSocketServer, type ClientOptions } from "ws";
import { tlsOptions } from "../blocks/a-security/index.js";
import { createFileTransfer } from "../file-transfer/index.js";
import { isSignedBy, sha256Of, signFile } from "../firmware-image/index.js";
import { createSystemClock } from "../kernel/index.js";
import { createCredential, createRoot, parseCertificate, type Credential } from "../pki/index.js";

const HOST = "127.0.0.1";
const VALID = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2049, 0, 1) };
const named = (commonName: string) => ({ commonName, organization: "Bench" });

/** Median milliseconds to open a WebSocket by TLS with certificates on both sides (security profile 3). */
export async function tlsConnectTime(samples: number): Promise<number> {
  const root = await createRoot(named("Root"), VALID);
  const issue = (name: string): Promise<Credential> =>
    createCredential(root, { subject: named(name), validity: VALID });
  const [csms, station] = await Promise.all([issue(HOST), issue("CS-0001")]);
  const server = createHttpsServer({
    key: csms.privateKey,
    cert: csms.certificate.pem,
    ca: root.certificate.pem,
    requestCert: true,
  });
  const webSockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const url = `wss://${HOST}:${(server.address() as AddressInfo).port}/ocpp`;
  const { certificate: leaf, privateKey } = station;
  const times: number[] = [];
  for (let n = 0; n < samples; n++) {
    const from = performance.now();
    const options = tlsOptions({
      url,
      roots: [root.certificate],
      credential: { privateKey, chain: leaf.pem, leaf },
      wildcards: false,
    });
    await new Promise<void>((resolve, reject) => {
      const socket = new WebSocket(url, options as object as ClientOptions);
      socket.on("error", reject);
      socket.on("open", () => {
        times.push(performance.now() - from);
        socket.terminate();
        resolve();
      });
    });
  }
  webSockets.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return times.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0;
}

/** A signed image of so many megabytes on an HTTP server, for {@link fetchImage} in another process. */
export async function offerImage(megabytes: number): Promise<{
  readonly address: string;
  readonly certificate: string;
  readonly signature: string;
  close(): void;
}> {
  const folder = mkdtempSync(join(tmpdir(), "kerbside-bench-"));
  const file = join(folder, "image");
  for (let n = 0; n < megabytes; n++) writeFileSync(file, randomBytes(1024 * 1024), { flag: "a" });
  const root = await createRoot(named("Root"), VALID);
  const server = createHttpServer((_request, response) => void createReadStream(file).pipe(response));
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  return {
    address: `http://${HOST}:${(server.address() as AddressInfo).port}/image`,
    certificate: root.certificate.pem,
    signature: await signFile(file, root.privateKey),
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Fetches an image and verifies it; gives the megabytes that this took on top, and the seconds. */
export async function fetchImage(
  address: string,
  certificate: string,
  signature: string,
): Promise<{ readonly extraMb: number; readonly seconds: number }> {
  const folder = mkdtempSync(join(tmpdir(), "kerbside-bench-"));
  const file = join(folder, "image");
  const transfer = createFileTransfer(createSystemClock());
  const { publicKey } = parseCertificate(certificate);
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const from = performance.now();
  await transfer.download(address, file, { signal: new AbortController().signal, trusted: [] });
  if (!(await isSignedBy(file, signature, publicKey)))
    throw new Error("the image is not the one that was signed");
  await sha256Of(file);
  const seconds = (performance.now() - from) / 1_000;
  clearInterval(watch);
  rmSync(folder, { recursive: true, force: true });
  return { extraMb: (peak - before) / 1e6, seconds };
}
