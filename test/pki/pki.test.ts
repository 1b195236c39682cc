import { readFileSync } from "node:fs";
import {
  certificateHashData,
  certificatesIn,
  createCredential,
  createRoot,
  createSigningRequest,
  findPath,
  generatePrivateKey,
  isCertificateOfHost,
  isPair,
  issueCertificate,
  KEY_ALGORITHMS,
  parseCertificate,
  readSigningRequest,
  sameHashData,
  weakness,
  type Credential,
  type HashAlgorithm,
} from "../../src/pki/index.js";

/** Made with openssl, and the hashes that its OCSP request for the leaf names. */
interface Fixture {
  readonly root: string;
  readonly leaf: string;
  readonly hashes: Readonly<Record<HashAlgorithm, object>>;
}
const fixtures = JSON.parse(
  readFileSync(new URL("./fixtures/hash-data.json", import.meta.url), "utf8"),
) as Readonly<Record<"ec" | "rsa", Fixture>>;

const NOW = Date.parse("2026-01-01T00:00:00Z");
const DAY = 86_400_000;
const VALID = { from: NOW - DAY, to: NOW + 365 * DAY };
const subject = (commonName: string) => ({ commonName, organization: "Kerbside Test" });

describe.each(KEY_ALGORITHMS)("certificates with keys of the kind %s", (algorithm) => {
  let root: Credential;
  let sub: Credential;
  let leaf: Credential;
  beforeAll(async () => {
    root = await createRoot(subject("Root"), VALID, algorithm);
    sub = await createCredential(
      root,
      { subject: subject("Sub"), validity: VALID, authority: true },
      algorithm,
    );
    leaf = await createCredential(sub, { subject: subject("csms.example.com"), validity: VALID }, algorithm);
  });

  test("a path leads from the leaf over the others to a trusted root", () => {
    const found = findPath([leaf.certificate, sub.certificate], [root.certificate], NOW);
    expect(found).toEqual({ path: [leaf.certificate, sub.certificate, root.certificate] });
  });

  test("no path where a link is missing, the root is another, or time is out", async () => {
    const other = await createRoot(subject("Root"), VALID, algorithm);
    const chain = [leaf.certificate, sub.certificate];
    expect(findPath([leaf.certificate], [root.certificate], NOW)).toHaveProperty("problem");
    expect(findPath(chain, [other.certificate], NOW)).toHaveProperty("problem");
    expect(findPath(chain, [root.certificate], VALID.to + 1_000)).toEqual({
      problem: expect.stringContaining("has expired") as string,
    });
    expect(findPath(chain, [root.certificate], VALID.from - 1_000)).toEqual({
      problem: expect.stringContaining("not valid yet") as string,
    });
    expect(findPath([], [root.certificate], NOW)).toHaveProperty("problem");
  });

  test("a leaf that is no authority signs nobody", async () => {
    const forged = await createCredential(leaf, { subject: subject("evil"), validity: VALID }, algorithm);
    const found = findPath([forged.certificate, leaf.certificate, sub.certificate], [root.certificate], NOW);
    expect(found).toHaveProperty("problem");
  });

  test("a signing request is read back with its subject and key, and a certificate made from it", async () => {
    const key = await generatePrivateKey(algorithm);
    const csr = await createSigningRequest(subject("KS-0001"), key);
    expect(csr).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----\n/);
    const request = await readSigningRequest(csr);
    expect(request.subject).toEqual(subject("KS-0001"));
    expect(isPair(key, request.publicKey)).toBe(true);
    expect(weakness(request.publicKey)).toBeNull();
    const issued = await issueCertificate(sub, { ...request, validity: VALID });
    expect(issued.isIssuedBy(sub.certificate)).toBe(true);
    expect(isPair(key, issued.publicKey)).toBe(true);
    expect(isPair(key, root.certificate.publicKey)).toBe(false);
  });

  test("a request whose signature was touched is refused", async () => {
    const csr = await createSigningRequest(subject("KS-0001"), await generatePrivateKey(algorithm));
    const lines = csr.split("\n");
    const last = lines.length - 3;
    const middle = lines[last] ?? "";
    lines[last] = middle[0] === "A" ? `B${middle.slice(1)}` : `A${middle.slice(1)}`;
    await expect(readSigningRequest(lines.join("\n"))).rejects.toThrow(/signing request|not signed/);
  });
});

describe("hash data", () => {
  test.each(
    (["ec", "rsa"] as const).flatMap((kind) =>
      (["SHA256", "SHA384", "SHA512"] as const).map((algorithm) => [kind, algorithm] as const),
    ),
  )("of a certificate by a key of the kind %s, by %s, are those that openssl computes", (kind, algorithm) => {
    const { leaf, root, hashes } = fixtures[kind];
    expect(certificateHashData(parseCertificate(leaf), parseCertificate(root), algorithm)).toEqual({
      hashAlgorithm: algorithm,
      ...hashes[algorithm],
    });
  });
});

describe("certificates", () => {
  test("serial numbers lose their leading zeros, and comparing hash data ignores case", async () => {
    const root = await createRoot(subject("Root"), VALID);
    const issued = await issueCertificate(root, {
      subject: subject("KS-0001"),
      publicKey: root.certificate.publicKey,
      validity: VALID,
      serialNumber: "00ab01",
    });
    expect(issued.serialNumber).toBe("ab01");
    const data = certificateHashData(issued, root.certificate);
    expect(sameHashData(data, { ...data, serialNumber: "00AB01" })).toBe(true);
    expect(sameHashData(data, { ...data, issuerKeyHash: data.issuerNameHash })).toBe(false);
  });

  test("a text without a certificate, or with a broken one, is an error", () => {
    expect(() => parseCertificate("nothing")).toThrow("no PEM certificate");
    expect(() => parseCertificate("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")).toThrow(
      "cannot be read",
    );
    expect(certificatesIn("")).toEqual([]);
  });

  test.each([
    ["csms.example.com", "csms.example.com", false, true],
    ["CSMS.example.com", "csms.EXAMPLE.com", false, true],
    ["csms.example.com", "other.example.com", false, false],
    ["*.example.com", "csms.example.com", false, false],
    ["*.example.com", "csms.example.com", true, true],
    ["*.example.com", "deep.csms.example.com", true, false],
    ["*.example.com", "example.com", true, false],
    ["127.0.0.1", "127.0.0.1", false, true],
    ["*.0.0.1", "127.0.0.1", true, false],
  ])(
    "A00.FR.309: a certificate for %s at the host %s (wildcards: %s): %s",
    async (name, host, wild, fits) => {
      const { certificate } = await createRoot(subject(name), VALID);
      expect(isCertificateOfHost(certificate, host, wild)).toBe(fits);
    },
  );

  test("A00.FR.511: a server that is reached by several names", async () => {
    const root = await createRoot(subject("Root"), VALID);
    const { certificate } = await createCredential(root, {
      subject: subject("csms.example.com"),
      validity: VALID,
      alternativeNames: ["csms.internal", "10.0.0.7"],
    });
    expect(isCertificateOfHost(certificate, "csms.internal", false)).toBe(true);
    expect(isCertificateOfHost(certificate, "10.0.0.7", false)).toBe(true);
    expect(isCertificateOfHost(certificate, "10.0.0.8", false)).toBe(false);
  });
});
