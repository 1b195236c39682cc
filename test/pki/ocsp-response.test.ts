import { readFileSync } from "node:fs";
import {
  certificateHashData,
  createCredential,
  createOcspResponse,
  createRoot,
  KEY_ALGORITHMS,
  readOcspResponse,
  type Credential,
} from "../../src/pki/index.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const DAY = 86_400_000;
const VALID = { from: NOW - DAY, to: NOW + 3_650 * DAY };
const subject = (commonName: string) => ({ commonName, organization: "Kerbside Test" });
const RESPONDER = "http://ocsp.example.com";

describe.each(KEY_ALGORITHMS)("an OCSP response signed with a key of the kind %s", (algorithm) => {
  let root: Credential;
  let leaf: Credential;
  beforeAll(async () => {
    root = await createRoot(subject("Root"), VALID, algorithm);
    leaf = await createCredential(
      root,
      { subject: subject("Leaf"), validity: VALID, ocspResponder: RESPONDER, serialNumber: "00ff01" },
      algorithm,
    );
  });
  const respond = (status: "good" | "revoked" | "unknown"): string =>
    createOcspResponse(root, {
      certificate: certificateHashData(leaf.certificate, root.certificate),
      status,
      thisUpdate: NOW,
      nextUpdate: NOW + DAY,
    });

  test("the certificate says where its status can be asked for", () => {
    expect(leaf.certificate.ocspResponder).toBe(RESPONDER);
    expect(root.certificate.ocspResponder).toBeNull();
  });

  test.each(["good", "revoked", "unknown"] as const)("tells that the certificate is %s", (status) => {
    expect(readOcspResponse(respond(status))).toEqual({ status, nextUpdate: NOW + DAY });
  });

  test("what is no OCSP response is refused", () => {
    const good = Buffer.from(respond("good"), "base64");
    const cut = good.subarray(0, good.length / 2).toString("base64");
    // ENUMERATED 6: unauthorized.
    const failure = Buffer.from([0x30, 0x03, 0x0a, 0x01, 0x06]).toString("base64");
    for (const text of ["", "AAAA", "no base64!", cut, failure, leaf.certificate.der.toString()])
      expect(() => readOcspResponse(text)).toThrow();
  });
});

test("one that another implementation has made is understood", () => {
  const fixture = readFileSync(new URL("./fixtures/ocsp-response.txt", import.meta.url), "utf8");
  expect(readOcspResponse(fixture)).toEqual({
    status: "revoked",
    nextUpdate: Date.parse("2026-11-29T00:28:48Z"),
  });
});
