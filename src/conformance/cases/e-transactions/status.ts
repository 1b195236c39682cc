import { Seconds } from "../../../kernel/index.js";
import { omitted, present } from "../../expectations/pattern.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { Return } from "../../csms/test-csms.js";
import { ValidationFailed } from "../../verdict.js";
import { comesBack, emptiesItsQueue, goesOffline, isEnded } from "../preparations.js";
import { stopsAndLeaves } from "./offline.js";

/** The station takes meter values often enough that one is taken while it is offline. */
async function samplesOften({ variables, configured }: CaseTools): Promise<void> {
  await variables.setIfImplemented("SampledDataCtrlr.Enabled", true);
  await variables.set("SampledDataCtrlr.TxUpdatedMeasurands", "Energy.Active.Import.Register");
  await variables.set("SampledDataCtrlr.TxUpdatedInterval", configured.sampledInterval);
}

/**
 * The station is offline for longer than it samples; the moment it is back the CSMS asks whether messages wait.
 * They do, and come.
 */
async function asksAtOnce(tools: CaseTools, withId: boolean): Promise<void> {
  const { csms, state, configured } = tools;
  await samplesOften(tools);
  await state.energyTransferStarted();
  await goesOffline(tools);
  await csms.waits(Seconds(configured.sampledInterval + 0.5));
  const back = await comesBack(tools);
  await csms.ask("GetTransactionStatus", withId ? { transactionId: state.transactionId } : {}, {
    ongoingIndicator: withId ? true : omitted,
    messagesInQueue: true,
  });
  await updatesOffline(tools, back);
}

/** Events of the time offline come: all of them updates with meter values, marked offline. */
async function updatesOffline(tools: CaseTools, back: Return): Promise<void> {
  const events = await emptiesItsQueue(
    tools,
    back,
    (gathered) => gathered.some(({ offline }) => offline === true),
    "an event of the time offline",
  );
  const { csms } = tools;
  for (const event of events)
    csms.check("TransactionEvent", event, { eventType: "Updated", meterValue: present });
}

export const STATUS_CASES = [
  testCase(
    "TC_E_28_CS",
    "Check Transaction status - TransactionId unknown",
    { Core: "M" },
    async ({ csms }) => {
      await csms.ask(
        "GetTransactionStatus",
        { transactionId: "no-such-transaction" },
        { ongoingIndicator: false, messagesInQueue: false },
      );
    },
  ),

  testCase(
    "TC_E_29_CS",
    "Check Transaction status - Transaction with id ongoing - with message in queue",
    { Core: "M" },
    (tools) => asksAtOnce(tools, true),
  ),

  testCase(
    "TC_E_30_CS",
    "Check Transaction status - Transaction with id ongoing - without message in queue",
    { Core: "M" },
    async ({ csms, state }) => {
      await state.energyTransferStarted();
      await csms.ask(
        "GetTransactionStatus",
        { transactionId: state.transactionId },
        { ongoingIndicator: true, messagesInQueue: false },
      );
    },
  ),

  testCase(
    "TC_E_31_CS",
    "Check Transaction status - Transaction with id ended - with message in queue",
    {
      Core: "NOT (NOT (C-30 or C-31 or C-32 or C-33 or C-34 or C-35) and NOT C-10.1 and NOT C-10.3 and NOT C-10.4 and NOT C-10.5 and NOT C-06.2)",
    },
    async (tools) => {
      const { csms, state, variables, configured } = tools;
      await samplesOften(tools);
      await variables.setIfImplemented("OCPPCommCtrlr.UnlockOnEVSideDisconnect", true);
      await state.energyTransferStarted();
      await goesOffline(tools);
      await stopsAndLeaves(tools, configured.start);
      await csms.waits(Seconds(configured.transactionDuration));
      const back = await comesBack(tools);
      await csms.ask(
        "GetTransactionStatus",
        { transactionId: state.transactionId },
        { ongoingIndicator: false, messagesInQueue: true },
      );
      const events = await emptiesItsQueue(
        tools,
        back,
        (gathered) => gathered.some(isEnded),
        "the end of the transaction",
      );
      const reason = configured.start === "local" ? "StopAuthorized" : "ChargingStateChanged";
      if (!events.some(({ triggerReason }) => triggerReason === reason))
        throw new ValidationFailed(`no event with triggerReason ${reason} came`);
    },
  ),

  testCase(
    "TC_E_32_CS",
    "Check Transaction status - Transaction with id ended - without message in queue",
    { Core: "M" },
    async ({ csms, state }) => {
      await state.energyTransferStarted();
      await state.parkingBayUnoccupied();
      await csms.ask(
        "GetTransactionStatus",
        { transactionId: state.transactionId },
        { ongoingIndicator: false, messagesInQueue: false },
      );
    },
  ),

  testCase(
    "TC_E_33_CS",
    "Check Transaction status - Without transactionId - with message in queue",
    { Core: "M" },
    (tools) => asksAtOnce(tools, false),
  ),

  testCase(
    "TC_E_34_CS",
    "Check Transaction status - Without transactionId - without message in queue",
    { Core: "M" },
    async ({ csms }) => {
      await csms.ask("GetTransactionStatus", {}, { ongoingIndicator: omitted, messagesInQueue: false });
    },
  ),

  testCase(
    "TC_E_40_CS",
    "Offline Behaviour - Connection loss during transaction",
    { Core: "M" },
    async (tools) => {
      const { csms, state, configured } = tools;
      await samplesOften(tools);
      await state.energyTransferStarted();
      await goesOffline(tools);
      await csms.waits(Seconds(configured.sampledInterval + 0.5));
      await updatesOffline(tools, await comesBack(tools));
    },
  ),
];
