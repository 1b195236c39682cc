import { checkContract } from "../../../src/blocks/c-authorization/contract.js";
import {
  certificateHashData,
  createCredential,
  createRoot,
  type Certificate,
  type Credential,
} from "../../../src/pki/index.js";

const NOW = Date.UTC(2026, 0, 1);
const YEAR = 365 * 86_400_000;
const VALID = { from: NOW - YEAR, to: NOW + YEAR };
const EMAID = "DEKBSC000000018";
const OCSP = "http://ocsp.example.com/";
const named = (commonName: string) => ({ commonName, organization: "Test" });

let root: Credential;
let other: Credential;
let subCa: Credential;
let contract: Credential;
const issue = (issuer: Credential, name: string, more: object = {}): Promise<Credential> =>
  createCredential(issuer, { subject: named(name), validity: VALID, ocspResponder: OCSP, ...more });

beforeAll(async () => {
  [root, other] = await Promise.all([createRoot(named("MO Root"), VALID), createRoot(named("Other"), VALID)]);
  subCa = await issue(root, "MO Sub-CA", { authority: true });
  contract = await issue(subCa, EMAID);
});

const shown = (emaid: string, ...chain: readonly { readonly certificate: Certificate }[]) => ({
  emaid,
  chain: chain.map(({ certificate }) => certificate.pem),
});
const check = (presented: { emaid: string; chain: readonly string[] }, roots = [root], now = NOW) =>
  checkContract(
    presented,
    roots.map(({ certificate }) => certificate),
    now,
  );

test("C07.FR.02 C07.FR.08 a valid chain gives the data of an OCSP request for each certificate but the root", () => {
  const [leaf, above, top] = [contract.certificate, subCa.certificate, root.certificate];
  expect(check(shown(EMAID, contract, subCa))).toEqual({
    verdict: "valid",
    ocspRequests: [
      { ...certificateHashData(leaf, above), responderURL: OCSP },
      { ...certificateHashData(above, top), responderURL: OCSP },
    ],
  });
});

test("the root may be shown too, and the sub CAs in any order", () => {
  expect(check(shown(EMAID, contract, root, subCa))).toHaveProperty("ocspRequests.length", 2);
});

test("C07.FR.06 a chain by a root that is not installed is none that the station can judge", () => {
  const pem = contract.certificate.pem + subCa.certificate.pem;
  expect(check(shown(EMAID, contract, subCa), [other])).toEqual({ verdict: "unknownRoot", pem });
  expect(check(shown(EMAID, contract, subCa), [])).toMatchObject({ verdict: "unknownRoot" });
  // Without its sub CA nobody can say.
  expect(check(shown(EMAID, contract))).toMatchObject({ verdict: "unknownRoot" });
});

test.each([
  ["later", YEAR + 1, "Expired"],
  ["earlier", -YEAR - 1, "Invalid"],
])("a contract shown %s than it is valid is refused", (_, offset, status) => {
  expect(check(shown(EMAID, contract, subCa), [root], NOW + offset)).toMatchObject({
    verdict: "invalid",
    status,
  });
  // Also where the root is not known.
  expect(check(shown(EMAID, contract, subCa), [], NOW + offset)).toMatchObject({ status });
});

test("a sub CA that is none is refused", async () => {
  const noAuthority = await issue(root, "No Authority");
  const forged = await issue(noAuthority, EMAID);
  expect(check(shown(EMAID, forged, noAuthority))).toMatchObject({ verdict: "invalid", status: "Invalid" });
});

test.each([
  [EMAID, true],
  ["de-kbs-c00000001-8", true],
  ["DEKBSC00000001", true],
  ["DEKBSC00000002", false],
  ["DEKBSC000000019", false],
  ["DEKBSC0000000", false],
  ["", false],
])("the eMAID %p belongs to the certificate: %p", (emaid, belongs) => {
  expect(check(shown(emaid, contract, subCa)).verdict).toBe(belongs ? "valid" : "invalid");
});

test("what cannot be read is refused", () => {
  expect(check({ emaid: EMAID, chain: ["nonsense"] })).toMatchObject({ verdict: "invalid" });
  expect(check({ emaid: EMAID, chain: [] })).toMatchObject({ verdict: "invalid" });
});
