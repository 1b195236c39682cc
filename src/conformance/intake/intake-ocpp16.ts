import { Seconds } from "../../kernel/index.js";
import type { TestCase } from "../case.js";
import type { StationCall } from "../csms/inbox.js";
import { containing, present } from "../expectations/pattern.js";
import type { CaseTools16 } from "../ocpp16/case-tools.js";
import { EDITION_16, performOcpp16 } from "../ocpp16/perform-ocpp16.js";
import { LONGEST_WAIT, READING_WITHIN, RETRY_WAIT, TITLE } from "./intake-limits.js";
import { narrated, type Narration, type Step } from "./narration.js";

/** The intake test in OCPP 1.6. */
export function intakeOcpp16(narration: Narration): TestCase {
  const step = narrated(narration);
  return {
    id: "INTAKE",
    title: TITLE,
    block: "Core",
    profiles: { Core: "M" },
    edition: EDITION_16,
    perform(stage) {
      narration.done("the station starts");
      const performance = performOcpp16(stage, (tools) => steps(tools, step));
      return {
        ...performance,
        prepare: () =>
          step(
            `it connects (security profile ${stage.pics.test.securityProfile}), boots and is accepted`,
            () => performance.prepare(),
          ),
      };
    },
  };
}

async function steps(
  { csms, tester, state, keys, configured, place }: CaseTools16,
  step: Step,
): Promise<void> {
  await keys.set("MeterValueSampleInterval", 1);
  await step("a car is plugged in", () => state.connectorOccupied());
  if (configured.start === "remote")
    await step("the central system starts a transaction", () => state.startedRemotely());
  else if (configured.startButton)
    await step("the start button is pressed", () => tester.pressStart(place.evseId));
  else await step("a token is presented", () => state.authorized());
  await step("energy flows", () => state.transactionStarted());
  await step("meter values come", async () => {
    const isReading = ({ action }: StationCall): boolean => action === "MeterValues";
    await csms.until(() => csms.heard.some(isReading), "no meter value came", READING_WITHIN);
    const values = csms.heard.find(isReading)?.payload;
    csms.check("MeterValues", values, {
      transactionId: state.transactionId,
      meterValue: containing({ sampledValue: present }),
    });
  });
  await step("the transaction is stopped and ended, and the car drives away", async () => {
    const { transactionId } = state;
    await csms.ask("RemoteStopTransaction", { transactionId }, { status: "Accepted" });
    await state.transactionStopped({ reason: "Remote" });
    await state.unplugged();
    state.forget();
  });
  await step("it resets, boots and is accepted again", async () => {
    await csms.ask("Reset", { type: "Soft" }, { status: "Accepted" });
    await state.boots();
  });
  const quick = await keys.setIfImplemented("RetryBackOffWaitMinimum", RETRY_WAIT);
  await step("it connects again after the connection was lost", async () => {
    await csms.closesConnection();
    await csms.acceptsReconnection(quick ? Seconds(RETRY_WAIT + configured.patience) : LONGEST_WAIT);
    await state.getConfiguration("HeartbeatInterval");
  });
}
