import { createHmac, generateKeyPairSync } from "node:crypto";
import {
  createCredential,
  createRoot,
  JwsError,
  signJws,
  verifyJws,
  type Credential,
  type KeyAlgorithm,
} from "../../src/pki/index.js";

const TYPE = "test+jws";
const VALIDITY = { from: 0, to: 10_000 };
const subject = { commonName: "Vendor", organization: "Vendor" };

async function signer(algorithm: KeyAlgorithm): Promise<{ root: Credential; own: Credential }> {
  const root = await createRoot({ ...subject, commonName: "Root" }, VALIDITY);
  return { root, own: await createCredential(root, { subject, validity: VALIDITY }, algorithm) };
}
const signed = ({ certificate, privateKey }: Credential, payload = "{}"): string =>
  signJws(payload, { privateKey, chain: [certificate], type: TYPE });
const part = (content: object | string): string =>
  Buffer.from(typeof content === "string" ? content : JSON.stringify(content)).toString("base64url");
const headerOf = (jws: string) =>
  JSON.parse(Buffer.from(jws.split(".")[0] ?? "", "base64url").toString()) as Record<string, unknown>;

test.each([
  ["ECDSA-P256", "ES256"],
  ["RSA-2048", "RS256"],
] as const)("what a key of %s has signed with %s is verified, its chain in x5c", async (algorithm, alg) => {
  const { root, own } = await signer(algorithm);
  const chain = [own.certificate, root.certificate];
  const jws = signJws("Grüße", { privateKey: own.privateKey, chain, type: TYPE });
  expect(headerOf(jws)).toMatchObject({ alg, typ: TYPE });
  const verified = verifyJws(`${jws}\n`, TYPE);
  expect(verified.payload).toBe("Grüße");
  expect(verified.chain.map(({ fingerprint }) => fingerprint)).toEqual(
    chain.map(({ fingerprint }) => fingerprint),
  );
});

test("a changed payload, header or signature is found out", async () => {
  const { own } = await signer("ECDSA-P256");
  const [head = "", body = "", tail = ""] = signed(own, '{"cases":1}').split(".");
  const changes = [
    `${head}.${part('{"cases":2}')}.${tail}`,
    `${part({ ...headerOf(`${head}.`), extra: 1 })}.${body}.${tail}`,
    `${head}.${body}.${tail.startsWith("A") ? "B" : "A"}${tail.slice(1)}`,
    `${head}.${body}.AAAA`,
  ];
  for (const jws of changes) expect(() => verifyJws(jws, TYPE)).toThrow(/the signature is not that/);
});

test("the signature of another key is found out", async () => {
  const [one, other] = [await signer("ECDSA-P256"), await signer("ECDSA-P256")];
  const jws = signJws("{}", {
    privateKey: other.own.privateKey,
    chain: [one.own.certificate],
    type: TYPE,
  });
  expect(() => verifyJws(jws, TYPE)).toThrow(/the signature is not that of the certificate's key/);
});

test.each(["none", "None", "HS256", "ES384", undefined])("the algorithm %s is not accepted", async (alg) => {
  const { own } = await signer("ECDSA-P256");
  const [head = "", body = ""] = signed(own).split(".");
  const start = `${part({ ...headerOf(`${head}.`), alg })}.${body}`;
  const forged = createHmac("sha256", own.certificate.pem).update(start).digest("base64url");
  for (const jws of [`${start}.`, `${start}.${forged}`])
    expect(() => verifyJws(jws, TYPE)).toThrow(/only ES256 and RS256 are accepted/);
});

test("an algorithm that is not that of the key is not accepted", async () => {
  const { own } = await signer("RSA-2048");
  const [head = "", body = "", tail = ""] = signed(own).split(".");
  const jws = `${part({ ...headerOf(`${head}.`), alg: "ES256" })}.${body}.${tail}`;
  expect(() => verifyJws(jws, TYPE)).toThrow(/does not sign with ES256/);
});

test("unreadable texts, missing certificates, other types and unknown extensions are refused in words", async () => {
  const { own } = await signer("ECDSA-P256");
  const [head = "", body = "", tail = ""] = signed(own).split(".");
  const header = headerOf(`${head}.`);
  const withHeader = (changes: object) => `${part({ ...header, ...changes })}.${body}.${tail}`;
  const cases: [string, RegExp][] = [
    ["", /compact serialization/],
    ["a.b", /compact serialization/],
    [`a.b.c.d`, /compact serialization/],
    [`!.${body}.${tail}`, /header cannot be read/],
    [`${part('"text"')}.${body}.${tail}`, /header cannot be read/],
    [withHeader({ x5c: undefined }), /no certificate/],
    [withHeader({ x5c: [] }), /no certificate/],
    [withHeader({ x5c: ["AAAA"] }), /certificate in its header cannot be read/],
    [withHeader({ crit: ["b64"] }), /extensions/],
    [withHeader({ typ: "JWT" }), /it is a JWT/],
  ];
  for (const [jws, because] of cases) {
    expect(() => verifyJws(jws, TYPE)).toThrow(JwsError);
    expect(() => verifyJws(jws, TYPE)).toThrow(because);
  }
});

test("keys that are too weak or of another kind do not sign", async () => {
  const { own } = await signer("ECDSA-P256");
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "secp384r1" });
  const chain = [{ ...own.certificate, publicKey }];
  expect(() => signJws("{}", { privateKey: own.privateKey, chain, type: TYPE })).toThrow(JwsError);
});
