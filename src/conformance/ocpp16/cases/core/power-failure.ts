import { Seconds } from "../../../../kernel/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { expectsStatusOf } from "../../states/connector-status.js";
import type { Status } from "../../states/session.js";

/** Seconds that the power is away. */
const POWER_AWAY = 2;

export const POWER_FAILURE_CASES = [
  testCase16(
    "TC_032_1",
    "Power failure boot charging point - configured to stop transaction(s) before going down",
    { Core: "AQ-7.1" },
    async ({ csms, tester, state, connectorId }) => {
      await state.charging();
      await tester.powerCycle(POWER_AWAY);
      const stop = await state.transactionStopped({ reason: "PowerLoss" });
      const boot = await state.boots((id) => (id === connectorId ? ["Finishing", "Preparing"] : "Available"));
      csms.check(
        "StopTransaction before BootNotification",
        { before: stop.position < boot.position },
        { before: true },
      );
    },
  ),

  testCase16(
    "TC_032_2",
    "Power failure boot charging point-configured to stop transaction(s)",
    { Core: "AQ-7.2" },
    async (tools) => {
      const { csms, tester, state, idTags, configured } = tools;
      const within = Seconds(configured.bootPatience);
      await state.charging();
      await tester.powerCycle(POWER_AWAY);
      const boot = await csms.expectsCall("BootNotification", {}, { within });
      const status = await statusesAfterBoot(tools, boot);
      const resumed = status === "Charging";
      if (resumed) await state.presents(idTags.valid);
      await state.transactionStopped({
        reason: resumed ? "Local" : "PowerLoss",
        status: resumed ? ["Preparing", "Finishing"] : null,
        within,
        after: boot,
      });
      // What the connector is without its transaction is told where that was not said yet.
      if (status === "Preparing") csms.disregards("StatusNotification", { status: "Finishing" });
    },
  ),

  testCase16("TC_034", "Power Failure with Unavailable Status", { Core: "M" }, async ({ tester, state }) => {
    await state.chargePointUnavailable();
    await tester.powerCycle(POWER_AWAY);
    await state.boots(() => "Unavailable");
  }),
];

/** All but the connector under test are Available; gives what that one is at last. */
async function statusesAfterBoot(
  { csms, state, connectors, connectorId }: CaseTools16,
  after: StationCall,
): Promise<Status> {
  for (const id of [0, ...connectors.map((connector) => connector.connectorId)])
    if (id !== connectorId) await expectsStatusOf(csms, id, "Available", { after });
  const passing: readonly Status[] = ["Unavailable", "Available"];
  for (;;) {
    const status = await state.expectsStatus([...passing, "Preparing", "Finishing", "Charging"], { after });
    if (!passing.includes(status)) return status;
  }
}
