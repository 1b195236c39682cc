import { ALL_CASES, loadOwnVariants, type TestCase, type Variant } from "../../src/conformance/index.js";
import { drawn } from "../support/conformance/drawn.js";
import { alters, type About } from "../support/conformance/lies.js";
import { lyingWire, type Liar } from "../support/conformance/lying-wire.js";
import { runInProcess } from "../support/conformance/run-in-process.js";

type Payload = Record<string, unknown>;

const acIso15118 = loadOwnVariants().find(({ name }) => name === "ac-iso15118") as Variant;

const NEEDS: About = { action: "NotifyEVChargingNeeds" };
const SCHEDULE: About = { action: "NotifyEVChargingSchedule" };

/** The EV means to charge with so many amperes, whatever it may. */
const takes = (limit: number, startPeriod = 0, about = SCHEDULE): Liar =>
  alters(about, (p) => ({
    ...p,
    chargingSchedule: {
      ...(p["chargingSchedule"] as Payload),
      chargingSchedulePeriod: [{ startPeriod, limit }],
    },
  }));

const atEvse = (evseId: number, about: About): Liar => alters(about, (p) => ({ ...p, evseId }));
const second = (about: About): About => ({ ...about, skip: 1 });

/** What a station says wrongly of an EV, the case that must notice, and what the case must say. */
const LIES: [what: string, id: string, liar: () => Liar, says: RegExp][] = [
  [
    "needs without their parameters",
    "TC_K_53_CS",
    () => alters(NEEDS, (p) => ({ ...p, chargingNeeds: { requestedEnergyTransfer: "AC_three_phase" } })),
    /chargingNeeds must be/,
  ],
  ["an EV that takes more than it may", "TC_K_53_CS", () => takes(6.1), /none above 6 A/],
  ["a schedule that begins later", "TC_K_53_CS", () => takes(6, 1), /periods from 0 on/],
  ["needs of another EVSE", "TC_K_54_CS", () => atEvse(2, NEEDS), /evseId must be 1/],
  ["a schedule at another EVSE", "TC_K_54_CS", () => atEvse(2, SCHEDULE), /evseId must be 1/],
  ["more than the TxDefaultProfile", "TC_K_56_CS", () => takes(8), /none above 6 A/],
  ["more than was given first", "TC_K_57_CS", () => takes(10.1), /none above 10 A/],
  ["more than was given in the end", "TC_K_57_CS", () => takes(15.1, 0, second(SCHEDULE)), /none above 15 A/],
  ["needs of another EVSE anew", "TC_K_57_CS", () => atEvse(2, second(NEEDS)), /evseId must be 1/],
  ["more than the CSMS has given", "TC_K_58_CS", () => takes(8.1, 0, second(SCHEDULE)), /none above 8 A/],
];

test.each(LIES)("%s is failed by %s", async (_what, id, liar, says) => {
  const testCase = ALL_CASES.find((one) => one.id === id) as TestCase;
  const result = await runInProcess(testCase, acIso15118, (clock) => lyingWire(liar(), clock));
  if (result.verdict !== "FAIL" || !says.test(result.reason ?? "")) throw new Error(drawn(result));
});
