import { createServer, type Server, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { WebSocket } from "ws";
import { connectFailure, httpFailure } from "../../src/csms-link/connect-failure.js";
import { createCredential, createRoot, type Credential } from "../../src/pki/index.js";

const VALID = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2049, 0, 1) };
const named = (commonName: string) => ({ commonName, organization: "Test" });
let root: Credential;
let server: Credential;
beforeAll(async () => {
  root = await createRoot(named("Root"), VALID);
  server = await createCredential(root, { subject: named("127.0.0.1"), validity: VALID });
});

/** What a station makes of a real server of that kind. */
async function failureAt(options: ServerOptions, ca = root): Promise<string> {
  const https: Server = createServer({
    key: server.privateKey,
    cert: server.certificate.pem,
    ...options,
  });
  https.on("upgrade", (_request, socket) => socket.end("HTTP/1.1 503 No\r\n\r\n"));
  await new Promise<void>((resolve) => https.listen(0, "127.0.0.1", resolve));
  const error = await new Promise<Error & { code?: string }>((resolve) => {
    const socket = new WebSocket(`wss://127.0.0.1:${(https.address() as AddressInfo).port}`, {
      ca: [ca.certificate.pem],
      minVersion: "TLSv1.2",
      ciphers: "TLS_AES_256_GCM_SHA384:ECDHE-ECDSA-AES256-GCM-SHA384",
      checkServerIdentity: () => undefined as never,
    });
    socket.on("error", resolve);
  });
  https.closeAllConnections();
  await new Promise((resolve) => https.close(resolve));
  return connectFailure(error);
}

test("A00.FR.316: a server that speaks only TLS 1.1", async () => {
  const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  expect(await failureAt(old)).toBe("tlsVersion");
});

test("A00.FR.323: a server that accepts none of the suites", async () => {
  expect(await failureAt({ maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" })).toBe("cipherSuite");
});

test("A00.FR.310: a server whose certificate nobody trusts", async () => {
  expect(await failureAt({}, await createRoot(named("Other"), VALID))).toBe("csmsCertificate");
});

test("a server that wants a certificate which the station has not", async () => {
  const wanting = {
    requestCert: true,
    rejectUnauthorized: true,
    ca: root.certificate.pem,
    maxVersion: "TLSv1.2",
  } as const;
  expect(["authentication", "cipherSuite", "unreachable"]).toContain(await failureAt(wanting));
});

test.each([
  [{ code: "ECONNREFUSED" }, "unreachable"],
  [{ code: "CERT_HAS_EXPIRED" }, "csmsCertificate"],
  [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "csmsCertificate"],
  [{ code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" }, "tlsVersion"],
  [{ code: "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE" }, "cipherSuite"],
  [{ code: "EPROTO", message: "tlsv1 alert unknown ca" }, "authentication"],
  [{ code: "EPROTO", message: "something new" }, "unreachable"],
  [{}, "unreachable"],
])("%j means %s", (error, expected) => expect(connectFailure(error)).toBe(expected));

test("an HTTP answer", () => {
  expect(httpFailure(401)).toBe("authentication");
  expect(httpFailure(503)).toBe("unreachable");
});
