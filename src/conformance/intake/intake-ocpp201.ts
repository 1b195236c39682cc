import { Seconds } from "../../kernel/index.js";
import type { OcppVersion } from "../../protocol/index.js";
import type { TestCase } from "../case.js";
import type { CaseTools } from "../case-tools.js";
import type { StationCall } from "../csms/inbox.js";
import { containing, present } from "../expectations/pattern.js";
import { OCPP_201 } from "../csms/ocpp201-dialect.js";
import { EDITION_201, performOcpp201 } from "../run/perform-ocpp201.js";
import { componentVariable } from "../variables.js";
import { LONGEST_WAIT, READING_WITHIN, RETRY_WAIT, TITLE } from "./intake-limits.js";
import { narrated, type Narration, type Step } from "./narration.js";

/** The intake test in OCPP 2.0.1, or in what 2.1 has in common with it. */
export function intakeOcpp201(
  version: Extract<OcppVersion, "ocpp2.0.1" | "ocpp2.1">,
  narration: Narration,
): TestCase {
  const step = narrated(narration);
  return {
    id: "INTAKE",
    title: TITLE,
    block: "B",
    profiles: { Core: "M" },
    edition: { ...EDITION_201, dialect: { ...OCPP_201, version } },
    perform(stage) {
      narration.done("the station starts");
      const performance = performOcpp201(stage, (tools) => steps(tools, step));
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

async function steps(tools: CaseTools, step: Step): Promise<void> {
  const { csms, state, variables, configured, has } = tools;
  await variables.setIfImplemented("SampledDataCtrlr.TxUpdatedInterval", 1);
  const beginning = configured.startButton ? "the start button is pressed" : "a token is presented";
  const start = configured.start === "remote" ? "the CSMS starts a transaction" : beginning;
  const authorizes = (): Promise<void> => step(start, () => state.authorized());
  const plugs = (): Promise<void> => step("a car is plugged in", () => state.evConnectedPreSession());
  // Where the cable is locked until somebody is authorized.
  if (has("AQ-2")) await authorizes();
  await plugs();
  if (!has("AQ-2")) await authorizes();
  await step("energy flows", () => state.energyTransferStarted());
  await step("meter values come", async () => {
    const isReading = ({ action, payload }: StationCall): boolean =>
      action === "TransactionEvent" && payload["triggerReason"] === "MeterValuePeriodic";
    await csms.until(() => csms.heard.some(isReading), "no meter value came", READING_WITHIN);
    const event = csms.heard.find(isReading)?.payload;
    csms.check("TransactionEvent", event, {
      transactionInfo: { transactionId: state.transactionId },
      meterValue: containing({ sampledValue: present }),
    });
  });
  await step("the transaction is stopped and ended, and the car drives away", async () => {
    await state.stopAuthorized(configured.start === "remote" ? "remote" : undefined);
    await state.parkingBayUnoccupied();
    csms.check("the transaction", state.session.transaction, "ended");
    state.forget();
  });
  await step("it resets, boots and is accepted again", async () => {
    await csms.ask("Reset", { type: "OnIdle" }, { status: "Accepted" });
    const boot = await state.boots();
    csms.check("BootNotification", boot, { reason: "RemoteReset" });
  });
  const quick = await variables.setIfImplemented("OCPPCommCtrlr.RetryBackOffWaitMinimum", RETRY_WAIT);
  await variables.setIfImplemented("OCPPCommCtrlr.RetryBackOffRandomRange", 0);
  await step("it connects again after the connection was lost", async () => {
    await csms.closesConnection();
    await csms.acceptsReconnection(quick ? Seconds(RETRY_WAIT + configured.patience) : LONGEST_WAIT);
    await csms.ask(
      "GetVariables",
      { getVariableData: [componentVariable("OCPPCommCtrlr.HeartbeatInterval")] },
      { getVariableResult: [{ attributeStatus: "Accepted" }] },
    );
  });
}
