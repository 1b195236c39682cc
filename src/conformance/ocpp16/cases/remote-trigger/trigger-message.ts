import { Seconds } from "../../../../kernel/index.js";
import type { Payload } from "../../../../protocol/index.js";
import type { StationCall } from "../../../csms/inbox.js";
import { oneOf, type Pattern } from "../../../expectations/pattern.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import type { CaseTools16 } from "../../case-tools.js";
import { checkValues, samplesIn } from "../core/sampled-values.js";

export const TRIGGER_MESSAGE_CASES = [
  testCase16("TC_054", "Trigger Message", { RemoteTrigger: "M" }, async (tools) => {
    const { csms, state, connectorId, has } = tools;
    const measurands = await state.getConfiguration("MeterValuesSampledData");
    const values = await triggers(tools, "MeterValues", { connectorId });
    for (const sample of samplesIn([values])) checkValues(sample.values, measurands, "Trigger");
    await triggers(tools, "Heartbeat");
    await triggers(tools, "StatusNotification", { connectorId }, { status: "Available" });
    await triggers(tools, "DiagnosticsStatusNotification", {}, { status: "Idle" });
    // Who takes signed firmware only has no plain status to tell.
    const implemented = has("Security") ? oneOf("Accepted", "NotImplemented") : "Accepted";
    const requestedMessage = "FirmwareStatusNotification";
    const { status } = await csms.ask("TriggerMessage", { requestedMessage }, { status: implemented });
    if (status === "Accepted") await csms.expects(requestedMessage, { status: "Idle" });
  }),

  testCase16(
    "TC_055",
    "Trigger Message - Rejected",
    { RemoteTrigger: "M" },
    async ({ csms, connectors, configured }) => {
      const connectorId = connectors.length + 1;
      const outcome = await csms.asksFor("TriggerMessage", { requestedMessage: "MeterValues", connectorId });
      if (outcome.kind === "response")
        csms.check("TriggerMessageResponse", outcome.payload, { status: "Rejected" });
      await csms.waits(Seconds(configured.quietTime));
      if (csms.heard.some(({ action }) => action === "MeterValues"))
        throw new ValidationFailed("MeterValues came, which were refused");
    },
  ),
];

/** The station sends the message that it is asked for, about the connector where one is named. */
async function triggers(
  { csms, configured }: CaseTools16,
  requestedMessage: string,
  about: Payload = {},
  expected: Pattern = {},
): Promise<StationCall> {
  await csms.ask("TriggerMessage", { requestedMessage, ...about }, { status: "Accepted" });
  const before = csms.heard.length;
  const found = (): StationCall | undefined =>
    csms.heard.find(({ action, position }) => action === requestedMessage && position >= before);
  await csms.until(
    () => found() !== undefined,
    `${requestedMessage} did not come within ${configured.patience} s`,
  );
  const call = found();
  if (!call) throw new ValidationFailed(`${requestedMessage} did not come`);
  csms.check(requestedMessage, call.payload, { ...about, ...expected });
  call.taken = true;
  return call;
}
