import { Seconds } from "../../../../kernel/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import type { StatusOf } from "../../states/station-states.js";

export const RESET_CASES = [
  testCase16("TC_013", "Hard Reset Without transaction", { Core: "M" }, async (tools) => {
    const { csms, state } = tools;
    await state.connectorUnavailable();
    await csms.ask("Reset", { type: "Hard" }, { status: "Accepted" });
    await state.boots(onlyTested(tools, "Unavailable"));
    await becomesOperative(tools);
  }),

  testCase16("TC_014", "Soft Reset Without Transaction", { Core: "M" }, async (tools) => {
    const { csms, state } = tools;
    await state.connectorUnavailable();
    await csms.ask("Reset", { type: "Soft" }, { status: "Accepted" });
    await mayBoot(tools, onlyTested(tools, "Unavailable"));
    await becomesOperative(tools);
  }),

  testCase16("TC_015", "Hard Reset With Transaction", { Core: "M" }, async (tools) => {
    const { csms, state, configured } = tools;
    const within = Seconds(configured.bootPatience);
    await state.charging();
    const { transactionId } = state;
    await csms.ask("Reset", { type: "Hard" }, { status: "Accepted" });
    const after = csms.latest;
    const reason = "HardReset";
    const stop = await csms.expectsCall("StopTransaction", { transactionId, reason }, { within, after });
    const boot = await csms.expectsCall("BootNotification", {}, { within });
    if (stop.position < boot.position) await state.expectsStatus("Finishing");
    else takesEarlyFinishing(tools, boot);
    await state.expectsStatuses(onlyTested(tools, ["Finishing", "Preparing"]), boot);
  }),

  testCase16("TC_016", "Soft Reset With Transaction", { Core: "M" }, async (tools) => {
    const { csms, state } = tools;
    await state.charging();
    await csms.ask("Reset", { type: "Soft" }, { status: "Accepted" });
    const stop = await state.transactionStopped({ reason: "SoftReset", after: csms.latest });
    await mayBoot(tools, onlyTested(tools, ["Finishing", "Preparing"]), stop);
  }),
];

/** The connector under test is so, everything else Available. */
const onlyTested =
  ({ connectorId }: CaseTools16, status: ReturnType<StatusOf>): StatusOf =>
  (id) =>
    id === connectorId ? status : "Available";

/** A soft reset may be done without a boot; the statuses belong to one. */
async function mayBoot(
  { csms, state, configured }: CaseTools16,
  statusOf: StatusOf,
  after?: StationCall,
): Promise<void> {
  const within = Seconds(configured.bootPatience);
  const boot = await csms.mayExpect("BootNotification", {}, { within, after });
  if (boot) await state.expectsStatuses(statusOf);
}

/** Finishing may be told before a boot, where the end of the transaction is told after it. */
function takesEarlyFinishing({ csms, connectorId }: CaseTools16, boot: StationCall): void {
  for (const call of csms.heard) {
    const { action, payload, position } = call;
    const isFinishing = payload["connectorId"] === connectorId && payload["status"] === "Finishing";
    if (action === "StatusNotification" && isFinishing && position < boot.position) call.taken = true;
  }
}

async function becomesOperative({ csms, state, connectorId }: CaseTools16): Promise<void> {
  await csms.ask("ChangeAvailability", { connectorId, type: "Operative" }, { status: "Accepted" });
  await state.expectsStatus("Available", { after: csms.latest });
}
