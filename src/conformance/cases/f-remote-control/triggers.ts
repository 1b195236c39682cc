import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { omittedOr, satisfying, type Pattern } from "../../expectations/pattern.js";
import { secondEvse } from "../preparations.js";

/** The first value of the first meter value was taken because of the trigger. */
const TRIGGERED_VALUE = satisfying(
  "meter values of which the first has the context Trigger",
  (value) => firstContext(value) === "Trigger",
);

function firstContext(value: unknown): unknown {
  const [first] = Array.isArray(value) ? (value as readonly Payload[]) : [];
  const [sample] = (first?.["sampledValue"] ?? []) as readonly Payload[];
  return sample?.["context"];
}

/** TriggerMessage that the station accepts. */
const triggers = async ({ csms }: CaseTools, requestedMessage: string, evse?: Pattern): Promise<Payload> =>
  csms.ask("TriggerMessage", { requestedMessage, ...(evse && { evse }) }, { status: "Accepted" });

const TRIGGERED_EVENT: Pattern = {
  eventType: "Updated",
  triggerReason: "Trigger",
  transactionInfo: { chargingState: "Charging" },
  meterValue: TRIGGERED_VALUE,
};

const ofTransaction =
  (transactionId: string) =>
  (event: Payload): boolean =>
    (event["transactionInfo"] as { readonly transactionId: string }).transactionId === transactionId;

export const TRIGGER_CASES = [
  testCase(
    "TC_F_11_CS",
    "Trigger message - MeterValues - Specific EVSE",
    { Core: "C-29.1" },
    async (tools) => {
      const { csms, place } = tools;
      await triggers(tools, "MeterValues", { id: place.evseId });
      await csms.expects("MeterValues", { evseId: place.evseId, meterValue: TRIGGERED_VALUE });
    },
  ),

  testCase("TC_F_12_CS", "Trigger message - MeterValues - All EVSE", { Core: "C-29.1" }, async (tools) => {
    const { csms, places } = tools;
    await triggers(tools, "MeterValues");
    for (const evseId of new Set(places.map((place) => place.evseId))) {
      const where = (payload: Payload): boolean => payload["evseId"] === evseId;
      await csms.expects("MeterValues", { evseId, meterValue: TRIGGERED_VALUE }, { where });
    }
  }),

  testCase(
    "TC_F_13_CS",
    "Trigger message - TransactionEvent - Specific EVSE",
    { Core: "C-29.2" },
    async (tools) => {
      const { csms, state, place } = tools;
      await state.energyTransferStarted();
      await triggers(tools, "TransactionEvent", { id: place.evseId });
      await csms.expects("TransactionEvent", {
        ...TRIGGERED_EVENT,
        evse: omittedOr({ id: place.evseId }),
      });
    },
  ),

  testCase(
    "TC_F_14_CS",
    "Trigger message - TransactionEvent - All EVSE",
    { Core: "C-29.2" },
    async (tools) => {
      const { csms, state, configured } = tools;
      const sessions = configured.secondEvseId === undefined ? [state] : [state, state.at(secondEvse(tools))];
      for (const session of sessions) await session.energyTransferStarted();
      await triggers(tools, "TransactionEvent");
      for (const { transactionId, session } of sessions) {
        await csms.expects(
          "TransactionEvent",
          { ...TRIGGERED_EVENT, evse: { id: session.place.evseId } },
          { where: ofTransaction(transactionId) },
        );
      }
    },
  ),

  testCase(
    "TC_F_15_CS",
    "Trigger message - LogStatusNotification - Idle",
    { Core: "C-29.3" },
    async (tools) => {
      await triggers(tools, "LogStatusNotification");
      await tools.csms.expects("LogStatusNotification", { status: "Idle" });
    },
  ),

  testCase(
    "TC_F_17_CS",
    "Trigger message - FirmwareStatusNotification - Specific EVSE not relevant",
    { Core: "C-29.4" },
    async (tools) => {
      await triggers(tools, "FirmwareStatusNotification", { id: tools.place.evseId });
      await tools.csms.expects("FirmwareStatusNotification", { status: "Idle" });
    },
  ),

  testCase(
    "TC_F_18_CS",
    "Trigger message - FirmwareStatusNotification - Idle",
    { Core: "C-29.4" },
    async (tools) => {
      await triggers(tools, "FirmwareStatusNotification");
      await tools.csms.expects("FirmwareStatusNotification", { status: "Idle" });
    },
  ),

  testCase("TC_F_20_CS", "Trigger message - Heartbeat", { Core: "M" }, async (tools) => {
    const { csms } = tools;
    // The answers are valid by their schemas; a heartbeat carries nothing else to be looked at.
    const before = csms.heard.filter(({ action }) => action === "Heartbeat").length;
    await triggers(tools, "Heartbeat");
    await csms.until(
      () => csms.heard.filter(({ action }) => action === "Heartbeat").length > before,
      "Heartbeat did not come",
    );
  }),

  testCase(
    "TC_F_23_CS",
    "Trigger message - StatusNotification - Specific EVSE - Available",
    { Core: "C-29.5" },
    async (tools) => {
      const { evseId: id, connectorId } = tools.place;
      await triggers(tools, "StatusNotification", { id, connectorId });
      await tools.expectsConnectorStatus("Available");
    },
  ),

  testCase(
    "TC_F_24_CS",
    "Trigger message - StatusNotification - Specific EVSE - Occupied",
    { Core: "C-29.5" },
    async (tools) => {
      const { evseId: id, connectorId } = tools.place;
      if (tools.has("AQ-2")) await tools.state.authorized();
      await tools.state.evConnectedPreSession();
      tools.csms.disregards("TransactionEvent");
      await triggers(tools, "StatusNotification", { id, connectorId });
      await tools.expectsConnectorStatus("Occupied");
    },
  ),

  testCase(
    "TC_F_26_CS",
    "Trigger message - BootNotification - Rejected",
    { Core: "C-29.6" },
    async ({ csms }) => {
      await csms.ask("TriggerMessage", { requestedMessage: "BootNotification" }, { status: "Rejected" });
    },
  ),

  testCase("TC_F_27_CS", "Trigger message - NotImplemented", { Core: "NOT AQ-11" }, async ({ csms }) => {
    await csms.ask(
      "TriggerMessage",
      { requestedMessage: "SignCombinedCertificate" },
      { status: "NotImplemented" },
    );
  }),
];
