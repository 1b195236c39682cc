import { ALL_CASES, loadOwnVariants, type TestCase, type Variant } from "../../src/conformance/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { adds, alters, type About } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

type Payload = Record<string, unknown>;

const acIso15118 = loadOwnVariants().find(({ name }) => name === "ac-iso15118") as Variant;

const AUTHORIZE: About = { action: "Authorize" };
const EVENT: About = { action: "TransactionEvent" };
/** Of the session offline, after the whole one that has filled the cache. */
const EVENT_OFFLINE: About = { ...EVENT, holds: ({ offline }) => offline === true };
const triggered = (about: About, triggerReason: string): About => ({
  ...about,
  holds: (payload) => (about.holds?.(payload) ?? true) && payload["triggerReason"] === triggerReason,
});

const without = (about: About, field: string): Liar => alters(about, ({ [field]: _, ...rest }) => rest);
const withField = (about: About, field: string, value: unknown): Liar =>
  alters(about, (payload) => ({ ...payload, [field]: value }));
const withInfo = (about: About, info: Payload): Liar =>
  alters(about, (payload) => ({
    ...payload,
    transactionInfo: { ...(payload["transactionInfo"] as Payload), ...info },
  }));

const CARD = { idToken: "04A2B3C4D5E680", type: "ISO14443" };

/** Behind such a request comes an event by which the EV is authorized, or charges, in some transaction. */
const goesOn = (about: About, triggerReason: string, chargingState: string): Liar =>
  adds(about, "TransactionEvent", () => ({
    eventType: "Updated",
    timestamp: "2026-01-01T00:00:00.000Z",
    triggerReason,
    seqNo: 9,
    transactionInfo: { transactionId: "made-up", chargingState },
  }));

/** What a station says wrongly of a contract, the case that must notice, and what the case must say. */
const LIES: [what: string, id: string, liar: () => Liar, says: RegExp][] = [
  ["a contract as a card", "TC_C_50_CS", () => withField(AUTHORIZE, "idToken", CARD), /type must be "eMAID"/],
  [
    "no hash data",
    "TC_C_50_CS",
    () => without(AUTHORIZE, "iso15118CertificateHashData"),
    /must be the hash data/,
  ],
  [
    "another driver",
    "TC_C_50_CS",
    () => withField(triggered(EVENT, "Authorized"), "idToken", CARD),
    /idToken must be/,
  ],
  [
    "no hash data of one that is refused",
    "TC_C_51_CS",
    () => without(AUTHORIZE, "iso15118CertificateHashData"),
    /must be the hash data/,
  ],
  [
    "no certificate",
    "TC_C_52_CS",
    () => without(AUTHORIZE, "certificate"),
    /must be the contract certificate/,
  ],
  [
    "a certificate that is none",
    "TC_C_53_CS",
    () => withField(AUTHORIZE, "certificate", "no PEM"),
    /must be the contract certificate/,
  ],
  [
    "a cable plugged while online",
    "TC_C_54_CS",
    () => withField(triggered(EVENT_OFFLINE, "CablePluggedIn"), "offline", false),
    /offline/,
  ],
  [
    "an authorization while online",
    "TC_C_54_CS",
    () => withField(triggered(EVENT_OFFLINE, "Authorized"), "offline", false),
    /offline/,
  ],
  [
    "energy with the cable",
    "TC_C_54_CS",
    () => withInfo(triggered(EVENT_OFFLINE, "CablePluggedIn"), { chargingState: "Charging" }),
    /EVConnected/,
  ],
  [
    "energy without a valid contract",
    "TC_C_55_CS",
    () => withInfo(triggered(EVENT_OFFLINE, "CablePluggedIn"), { chargingState: "Charging" }),
    /EVConnected/,
  ],
  [
    "a stop by the driver",
    "TC_E_46_CS",
    () => withInfo(triggered(EVENT, "StopAuthorized"), { stoppedReason: "Local" }),
    /stoppedReason must be "StoppedByEV"/,
  ],
  [
    "a stop with energy",
    "TC_E_46_CS",
    () => withInfo(triggered(EVENT, "StopAuthorized"), { chargingState: "SuspendedEV" }),
    /chargingState must be "EVConnected"/,
  ],
  [
    "a stop without a cause",
    "TC_E_46_CS",
    () => withField(triggered(EVENT, "StopAuthorized"), "triggerReason", "ChargingStateChanged"),
    /triggerReason must be "StopAuthorized"/,
  ],
  [
    "an authorization in spite of all",
    "TC_C_51_CS",
    () => goesOn(AUTHORIZE, "Authorized", "EVConnected"),
    /Authorized/,
  ],
  [
    "energy in spite of all",
    "TC_C_51_CS",
    () => goesOn(AUTHORIZE, "ChargingStateChanged", "Charging"),
    /Charging/,
  ],
  [
    "energy by a revoked certificate",
    "TC_C_53_CS",
    () => goesOn(AUTHORIZE, "ChargingStateChanged", "Charging"),
    /Charging/,
  ],
  [
    "energy by nobody's contract",
    "TC_C_55_CS",
    () => goesOn(triggered(EVENT_OFFLINE, "CablePluggedIn"), "ChargingStateChanged", "Charging"),
    /Charging/,
  ],
];

test.each(LIES)("%s is failed by %s", async (_what, id, liar, says) => {
  const testCase = ALL_CASES.find((one) => one.id === id) as TestCase;
  const result = await runInProcess(testCase, acIso15118, (clock) => lyingWire(liar(), clock));
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});
