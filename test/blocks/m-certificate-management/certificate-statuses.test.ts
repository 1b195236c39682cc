import {
  createCertificateStatuses,
  type StatusRequest,
} from "../../../src/blocks/m-certificate-management/index.js";
import { CallFailed } from "../../../src/csms-link/index.js";
import {
  createManualClock,
  createMemoryStore,
  createSilentLogger,
  Milliseconds,
  type ManualClock,
  type Store,
} from "../../../src/kernel/index.js";
import {
  certificateHashData,
  chainLinks,
  createCredential,
  createOcspResponse,
  createRoot,
  type Certificate,
  type Credential,
} from "../../../src/pki/index.js";
import { settleIo } from "../../support/settle-io.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = createManualClock().now();
const VALID = { from: NOW - DAY, to: NOW + 1_000 * DAY };
const RESPONDER = "http://ocsp.example.com";
const named = (commonName: string) => ({ commonName, organization: "Test" });

let root: Credential;
let subCa: Credential;
let leaf: Credential;
let nextLeaf: Credential;
let silent: Credential;
beforeAll(async () => {
  root = await createRoot(named("V2G Root"), VALID);
  const issue = async (issuer: Credential, name: string, more: object = { ocspResponder: RESPONDER }) =>
    createCredential(issuer, { subject: named(name), validity: VALID, ...more });
  subCa = await issue(root, "Sub-CA", { authority: true, ocspResponder: RESPONDER });
  leaf = await issue(subCa, "SECC");
  nextLeaf = await issue(subCa, "SECC");
  silent = await issue(subCa, "SECC without a responder", {});
});

const pem = ({ certificate }: Credential): Certificate => certificate;

/** How long the responder says that its answer holds; `null`: it has none. */
type Holds = number | null | "unreadable" | "offline" | "silent";

function bench({ store = createMemoryStore(), clock = createManualClock() } = {}) {
  const asked: (StatusRequest & { readonly at: number })[] = [];
  const state = { online: true, holds: (30 * DAY) as Holds, chain: [leaf, subCa], roots: [root] };
  const statuses = createCertificateStatuses({
    chain: () => chainLinks(state.chain.map(pem), state.roots.map(pem)),
    port: {
      certificateStatus(request) {
        asked.push({ ...request, at: clock.now() - NOW });
        const { holds } = state;
        if (holds === "offline" || holds === "silent")
          return Promise.reject(
            new CallFailed("GetCertificateStatus", { kind: holds === "offline" ? "offline" : "timeout" }),
          );
        if (holds === null || holds === "unreadable") return Promise.resolve(holds === null ? null : "AAAA");
        const thisUpdate = clock.now();
        const said = { certificate: request, status: "good", thisUpdate } as const;
        return Promise.resolve(createOcspResponse(root, { ...said, nextUpdate: thisUpdate + holds }));
      },
    },
    online: () => state.online,
    ...{ store, clock, logger: createSilentLogger() },
  });
  const settle = (): Promise<void> => settleIo(() => asked.length);
  const pass = async (milliseconds: number): Promise<void> => {
    await settle();
    await clock.advance(Milliseconds(milliseconds));
    await settle();
  };
  const names = (): string[] =>
    asked.splice(0).map(({ serialNumber }) => {
      const found = [leaf, nextLeaf, subCa].find((one) => one.certificate.serialNumber === serialNumber);
      return found === leaf ? "leaf" : found === nextLeaf ? "next leaf" : "sub CA";
    });
  return { asked, state, statuses, settle, pass, names, store, clock };
}
const BOTH = ["leaf", "sub CA"];

test("M06.FR.06: the status of the leaf and of each sub CA is asked for, by its issuer, and kept", async () => {
  const { statuses, settle, asked, store, clock } = bench();
  statuses.look();
  await settle();
  expect(asked).toEqual([
    { ...certificateHashData(pem(leaf), pem(subCa)), responderUrl: RESPONDER, at: 0 },
    { ...certificateHashData(pem(subCa), pem(root)), responderUrl: RESPONDER, at: 0 },
  ]);
  const kept = statuses.ocspResponse(pem(leaf));
  expect(kept).not.toBeNull();
  statuses.dispose();
  // After a restart it is there, and nothing is asked for.
  const again = bench({ store, clock });
  again.statuses.look();
  await again.settle();
  expect(again.asked).toEqual([]);
  expect(again.statuses.ocspResponse(pem(leaf))).toBe(kept);
  again.statuses.dispose();
});

test("M06.FR.10: it is asked for anew at least once a week", async () => {
  const { statuses, pass, names } = bench();
  statuses.look();
  await pass(7 * DAY - 1);
  expect(names()).toEqual(BOTH);
  await pass(1);
  expect(names()).toEqual(BOTH);
  await pass(7 * DAY);
  expect(names()).toEqual(BOTH);
  statuses.dispose();
});

test("M06.FR.10: it is asked for when the responder has newer information, but not without end", async () => {
  const { statuses, pass, names, state } = bench();
  state.holds = 2 * DAY;
  statuses.look();
  await pass(2 * DAY);
  expect(names()).toEqual([...BOTH, ...BOTH]);
  state.holds = 1;
  await pass(2 * DAY);
  expect(names()).toEqual(BOTH);
  await pass(HOUR - 1);
  expect(names()).toEqual([]);
  await pass(1);
  expect(names()).toEqual(BOTH);
  statuses.dispose();
});

test("M06.FR.07: with a new certificate everything is asked for, though what is known serves until then", async () => {
  const { statuses, pass, names, state, store, clock } = bench();
  statuses.look();
  await pass(DAY);
  names();
  state.chain = [nextLeaf, subCa];
  state.online = false;
  statuses.refresh();
  await pass(0);
  expect(names()).toEqual([]);
  expect(statuses.ocspResponse(pem(subCa))).not.toBeNull();
  statuses.dispose();
  // A power cut does not make it forget.
  const again = bench({ store, clock });
  again.state.chain = [nextLeaf, subCa];
  again.statuses.look();
  await again.settle();
  expect(again.names()).toEqual(["next leaf", "sub CA"]);
  expect(again.statuses.ocspResponse(pem(leaf))).toBeNull();
  again.statuses.dispose();
});

test("M06.FR.04: where the CSMS has no status it is asked again an hour later, and what is known stays", async () => {
  const { statuses, pass, names, state } = bench();
  statuses.look();
  await pass(7 * DAY - 1);
  const kept = statuses.ocspResponse(pem(leaf));
  state.holds = null;
  names();
  await pass(1);
  expect(names()).toEqual(BOTH);
  expect(statuses.ocspResponse(pem(leaf))).toBe(kept);
  await pass(HOUR - 1);
  expect(names()).toEqual([]);
  state.holds = 30 * DAY;
  await pass(1);
  expect(names()).toEqual(BOTH);
  expect(statuses.ocspResponse(pem(leaf))).not.toBe(kept);
  statuses.dispose();
});

test("M06.FR.04: no answer is like none", async () => {
  const { statuses, pass, names, state } = bench();
  state.holds = "silent";
  statuses.look();
  await pass(0);
  expect(names()).toEqual(BOTH);
  await pass(HOUR);
  expect(names()).toEqual(BOTH);
  statuses.dispose();
});

test("offline nothing is asked for; the next connection is when it is made up for", async () => {
  const { statuses, pass, names, state } = bench();
  state.online = false;
  statuses.look();
  await pass(30 * DAY);
  expect(names()).toEqual([]);
  // The connection breaks with the first question.
  Object.assign(state, { online: true, holds: "offline" });
  statuses.look();
  await pass(30 * DAY);
  expect(names()).toEqual(["leaf"]);
  state.holds = 30 * DAY;
  statuses.look();
  await pass(0);
  expect(names()).toEqual(BOTH);
  statuses.dispose();
});

test("a response that cannot be read is kept for the EV all the same, and asked for weekly", async () => {
  const { statuses, pass, names, state } = bench();
  state.holds = "unreadable";
  statuses.look();
  await pass(7 * DAY - 1);
  expect(names()).toEqual(BOTH);
  expect(statuses.ocspResponse(pem(leaf))).toBe("AAAA");
  await pass(1);
  expect(names()).toEqual(BOTH);
  statuses.dispose();
});

test("a certificate without responder, or whose issuer is not known, is not asked for", async () => {
  const { statuses, settle, names, state } = bench();
  state.chain = [silent, subCa];
  state.roots = [];
  statuses.look();
  await settle();
  expect(names()).toEqual([]);
  // The root is installed.
  state.roots = [root];
  statuses.look();
  await settle();
  expect(names()).toEqual(["sub CA"]);
  statuses.dispose();
});

test("a clock that was set back does not keep it from asking", async () => {
  const store: Store = createMemoryStore();
  const late: ManualClock = createManualClock(NOW + 500 * DAY);
  const first = bench({ store, clock: late });
  first.statuses.look();
  await first.settle();
  first.statuses.dispose();
  const again = bench({ store });
  again.statuses.look();
  await again.settle();
  expect(again.names()).toEqual(BOTH);
  again.statuses.dispose();
});

test("a station without a chain asks for nothing and has no timer", async () => {
  const { statuses, pass, names, state, clock } = bench();
  state.chain = [];
  statuses.look();
  await pass(30 * DAY);
  expect(names()).toEqual([]);
  expect(clock.pending()).toEqual([]);
});
