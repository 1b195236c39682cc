import { Seconds } from "../../../../kernel/index.js";
import type { Payload } from "../../../../protocol/index.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { hasSchedule } from "./composite.js";
import { chargingProfile, DURATION, inUnit, SMART } from "./profiles.js";

/** A limit of 6 from now on. */
const hasTheLimit = (tools: CaseTools16): Promise<void> =>
  hasSchedule(tools, DURATION, [{ limit: inUnit(tools, 6) }]);

/** The request is refused: Rejected, or a CALLERROR because of its content. */
async function refuses({ csms }: CaseTools16, action: string, request: Payload): Promise<void> {
  const outcome = await csms.asksFor(action, request);
  if (outcome.kind === "response")
    return csms.check(`${action}.conf`, outcome.payload, { status: "Rejected" });
  if (outcome.code !== "PropertyConstraintViolation")
    throw new ValidationFailed(
      `${action} must be Rejected or answered by PropertyConstraintViolation, but was by ${outcome.code}`,
    );
}

export const SETTING_CASES = [
  testCase16("TC_056", "Central Smart Charging - TxDefaultProfile", SMART, async (tools) => {
    await tools.memory.setChargingProfile(tools.connectorId, chargingProfile(tools, "TxDefaultProfile"));
    await hasTheLimit(tools);
  }),

  testCase16("TC_057", "Central Smart Charging - TxProfile", SMART, async (tools) => {
    const { state, memory, connectorId } = tools;
    await state.charging();
    const { transactionId } = state;
    await memory.setChargingProfile(connectorId, chargingProfile(tools, "TxProfile", { transactionId }));
    await hasTheLimit(tools);
  }),

  testCase16("TC_058_1", "Central Smart Charging - No ongoing transaction", SMART, async (tools) => {
    const { connectorId } = tools;
    const csChargingProfiles = chargingProfile(tools, "TxProfile", { transactionId: 1 });
    await refuses(tools, "SetChargingProfile", { connectorId, csChargingProfiles });
  }),

  testCase16("TC_058_2", "Central Smart Charging - Wrong transactionId", SMART, async (tools) => {
    const { csms, state, connectorId } = tools;
    await state.charging();
    const csChargingProfiles = chargingProfile(tools, "TxProfile", {
      transactionId: state.transactionId + 1_000,
    });
    await csms.ask("SetChargingProfile", { connectorId, csChargingProfiles }, { status: "Rejected" });
  }),

  testCase16(
    "TC_082",
    "Central Smart Charging - TxDefaultProfile - with ongoing transaction",
    SMART,
    async (tools) => {
      const { state, memory, connectorId } = tools;
      await state.charging();
      await memory.setChargingProfile(connectorId, chargingProfile(tools, "TxDefaultProfile"));
      await hasTheLimit(tools);
    },
  ),

  testCase16("TC_059", "Remote Start Transaction with Charging Profile", SMART, async (tools) => {
    await tools.state.charging({ chargingProfile: chargingProfile(tools, "TxProfile") });
    await hasTheLimit(tools);
  }),

  testCase16("TC_060", "Remote Start Transaction with Charging Profile - Rejected", SMART, async (tools) => {
    const { csms, connectorId, idTags, configured } = tools;
    const profile = chargingProfile(tools, "TxDefaultProfile");
    const request = { connectorId, idTag: idTags.valid, chargingProfile: profile };
    await refuses(tools, "RemoteStartTransaction", request);
    await csms.expectsNone("StartTransaction", Seconds(configured.quietTime));
  }),
];
