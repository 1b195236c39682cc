import { ALL_CASES, loadOwnVariants, type TestCase, type Variant } from "../../src/conformance/index.js";
import { createSigningRequest, generatePrivateKey } from "../../src/pki/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { alters, answersWrong, swallows } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

// What a station may do wrong with the certificates of ISO 15118, and what the cases say about it.

type Payload = Record<string, unknown>;

const station = loadOwnVariants().find(({ name }) => name === "ac-iso15118") as Variant;
let rsaRequest = "";
let nameless = "";
beforeAll(async () => {
  const subject = { commonName: "somebody else", organization: "Test" };
  rsaRequest = await createSigningRequest(subject, await generatePrivateKey("RSA-2048"));
  nameless = await createSigningRequest(subject, await generatePrivateKey("ECDSA-P256"));
});

const changedData =
  (change: Payload) =>
  (payload: Payload): Payload => ({
    ocspRequestData: { ...(payload["ocspRequestData"] as Payload), ...change },
  });
const STATUS = "GetCertificateStatus";

const LIES: [what: string, id: string, liar: () => Liar, says: RegExp][] = [
  [
    "another certificate is asked for",
    "TC_A_12_CS",
    () =>
      alters({ action: "SignCertificate" }, (p) => ({ ...p, certificateType: "ChargingStationCertificate" })),
    /certificateType must be "V2GCertificate"/,
  ],
  [
    "the key is one of RSA",
    "TC_A_12_CS",
    () => alters({ action: "SignCertificate" }, (p) => ({ ...p, csr: rsaRequest })),
    /must be one of ECDSA/,
  ],
  [
    "the request does not name the SECC",
    "TC_N_63_CS",
    () => alters({ action: "SignCertificate" }, (p) => ({ ...p, csr: nameless })),
    /the common name must be .+, but is somebody else/,
  ],
  [
    "the sub CAs are not told",
    "TC_M_15_CS",
    () =>
      answersWrong({ action: "GetInstalledCertificateIds" }, (p) => ({
        ...p,
        certificateHashDataChain: (p["certificateHashDataChain"] as Payload[]).map(
          ({ childCertificateHashData: _children, ...chain }) => chain,
        ),
      })),
    /certificateHashDataChain must be/,
  ],
  [
    "the status of the last sub CA is not asked for",
    "TC_M_24_CS",
    () => swallows({ action: STATUS, skip: 2 }),
    /GetCertificateStatus .*CPO Sub-CA 1.* did not come/,
  ],
  [
    "another responder is named",
    "TC_M_24_CS",
    () => alters({ action: STATUS }, changedData({ responderURL: "http://elsewhere.example.com" })),
    /ocspRequestData must be about one of/,
  ],
  [
    "the issuer is another",
    "TC_M_25_CS",
    () => alters({ action: STATUS, skip: 1 }, changedData({ issuerKeyHash: "00" })),
    /ocspRequestData must be about one of/,
  ],
  [
    "an update is asked for as an installation",
    "TC_M_28_CS",
    () => alters({ action: "Get15118EVCertificate" }, (p) => ({ ...p, action: "Install" })),
    /action must be "Update"/,
  ],
  [
    "what was cleared is still there",
    "TC_N_63_CS",
    () => alters({ action: "NotifyCustomerInformation", skip: 1 }, (p) => ({ ...p, data: "Contract" })),
    /must say that there is no data/,
  ],
];

test.each(LIES)("%s: %s notices", async (_what, id, liar, says) => {
  const testCase = ALL_CASES.find((one) => one.id === id) as TestCase;
  const result = await runInProcess(testCase, station, (clock) => lyingWire(liar(), clock));
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});
