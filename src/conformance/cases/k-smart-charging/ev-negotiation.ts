import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { mismatch, oneOf } from "../../expectations/pattern.js";
import {
  CHARGING_NEEDS,
  mayTellEvSchedule,
  withinBounds,
  type Bounds,
} from "../../states/iso15118-states.js";
import { comesBack, emptiesItsQueue, goesOffline } from "../preparations.js";
import { chargingProfile, earlier, inUnit, setsProfile, toldOfRates } from "./profiles.js";

const ISO15118 = { ISO15118Support: "M" } as const;

/** An event of the time offline about the start of the energy transfer. */
const chargesOffline = (event: Payload): boolean =>
  mismatch(event, {
    triggerReason: "ChargingStateChanged",
    transactionInfo: { chargingState: "Charging" },
    offline: true,
  }) === null;

/** The EV is connected and authorized by ISO 15118; its authorization is told in the transaction. */
async function authorizedOver15118(tools: CaseTools): Promise<void> {
  const { state } = tools;
  await state.evConnectedPreSession();
  await state.authorized15118("EIM");
  const points = await tools.txPoints();
  if (points.starts("ParkingBayOccupancy", "EVConnected", "Authorized"))
    await state.event({ triggerReason: "Authorized" });
}

/** The EV begins a session, and is authorized by other means when its driver presents the token. */
async function authorizedByToken({ state, tester, place }: CaseTools): Promise<void> {
  await state.evConnectedPreSession();
  await tester.startV2gSession(place, "EIM");
  await state.authorized("local");
}

/** The CSMS limits the transaction, in its configured unit, and the station accepts that; gives the limit. */
async function limitsTransaction(tools: CaseTools, limit: number): Promise<Bounds> {
  const { configured, state } = tools;
  const { evseId, chargingRateUnit } = configured;
  const profile = chargingProfile(tools, "TxProfile", {
    kind: "Relative",
    transactionId: state.transactionId,
    duration: null,
    id: 1,
  });
  const [schedule] = profile["chargingSchedule"] as readonly Payload[];
  const chargingSchedule = [{ ...schedule, chargingSchedulePeriod: [{ startPeriod: 0, limit }] }];
  await setsProfile(tools, evseId, { ...profile, chargingSchedule });
  return { chargingRateUnit, limit };
}

/** What the CSMS answers to the EV's needs and to its schedule. */
function answers({ csms }: CaseTools, toNeeds: "Accepted" | "Rejected"): void {
  csms.answers.always("NotifyEVChargingNeeds", { status: toNeeds });
  csms.answers.always("NotifyEVChargingSchedule", { status: "Accepted" });
}

/** A limit of the cases that were not changed by the errata of 2025-02: amperes, or kilowatts. */
const inAmperesOrKilowatts = ({ configured }: CaseTools, limit: number): number =>
  configured.chargingRateUnit === "W" ? limit * 1_000 : limit;

/** An EV and its EVSE agree on a schedule, first and anew (K15 to K17). */
export const EV_NEGOTIATION_CASES = [
  testCase(
    "TC_K_53_CS",
    "Charging with load leveling based on High Level Communication - Success",
    ISO15118,
    async (tools) => {
      const { csms, state, configured } = tools;
      const { evseId } = configured;
      answers(tools, "Accepted");
      await authorizedOver15118(tools);
      await csms.expects("NotifyEVChargingNeeds", { evseId, chargingNeeds: CHARGING_NEEDS });
      const bounds = await limitsTransaction(tools, inUnit(tools, 6));
      await csms.expects("NotifyEVChargingSchedule", { evseId, chargingSchedule: withinBounds(bounds) });
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_K_54_CS",
    "Charging with load leveling based on High Level Communication - No SASchedule (rejected)",
    ISO15118,
    async (tools) => {
      const { csms, state, configured } = tools;
      const { evseId } = configured;
      answers(tools, "Rejected");
      await authorizedOver15118(tools);
      await csms.expects("NotifyEVChargingNeeds", { evseId });
      await mayTellEvSchedule(tools, evseId);
      await state.energyTransferStarted();
    },
  ),

  testCase(
    "TC_K_56_CS",
    "Charging with load leveling based on High Level Communication - Offline",
    ISO15118,
    async (tools) => {
      const { csms, state, memory, tester, configured, place } = tools;
      const { evseId, chargingRateUnit, deviation } = configured;
      const limit = inUnit(tools, 6);
      answers(tools, "Accepted");
      await memory.setChargingProfile(
        evseId,
        chargingProfile(tools, "TxDefaultProfile", {
          validFrom: earlier(tools),
          validTo: earlier(tools, 401 + 2 * deviation),
          startSchedule: earlier(tools),
          duration: 400,
          periods: [[0, 6]],
        }),
      );
      // The EV is there, but only begins to talk when the station is offline.
      await state.evConnectedPreSession(false);
      await state.authorized("local");
      await csms.mayExpect("TransactionEvent", {
        triggerReason: "ChargingStateChanged",
        transactionInfo: { chargingState: oneOf("SuspendedEV", "SuspendedEVSE") },
      });
      await goesOffline(tools);
      await tester.startV2gSession(place, "EIM");
      await tester.setEvReady(evseId, true);
      await csms.waits(Seconds(90));
      await emptiesItsQueue(
        tools,
        await comesBack(tools),
        (events) => events.some(chargesOffline),
        "the offline start of the energy transfer",
      );
      // K15.FR.15: what it may take is what the profile says, a limit that is below that of Part 6.
      await mayTellEvSchedule(tools, evseId, { chargingRateUnit, limit, duration: 300 });
    },
  ),

  testCase("TC_K_57_CS", "Renegotiating a Charging Schedule - Initiated by EV", ISO15118, async (tools) => {
    const { csms, state, tester, configured } = tools;
    const { evseId, chargingRateUnit } = configured;
    await authorizedByToken(tools);
    await state.renegotiateChargingLimits(chargingRateUnit);
    answers(tools, "Accepted");
    await tester.renegotiate(evseId);
    await csms.expects("NotifyEVChargingNeeds", { evseId });
    toldOfRates(tools);
    const bounds = await limitsTransaction(tools, inAmperesOrKilowatts(tools, 15));
    await mayTellEvSchedule(tools, evseId, bounds);
  }),

  testCase("TC_K_58_CS", "Renegotiating a Charging Schedule - Initiated by CSMS", ISO15118, async (tools) => {
    const { state, configured } = tools;
    await authorizedOver15118(tools);
    await state.energyTransferStarted();
    await mayTellEvSchedule(tools, configured.evseId); // what was agreed on first
    answers(tools, "Accepted");
    toldOfRates(tools);
    const bounds = await limitsTransaction(tools, inUnit(tools, 8));
    await mayTellEvSchedule(tools, configured.evseId, bounds);
  }),
];
