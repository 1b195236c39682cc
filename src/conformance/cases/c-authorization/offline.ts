import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { ValidationFailed } from "../../verdict.js";
import { mayTellConnectorStatus } from "../../states/connector-status.js";
import { emptiesItsQueue } from "../preparations.js";
import {
  chargedOffline,
  deauthorized,
  invalidAfterOffline,
  startsOffline,
  suspendedByEvse,
} from "./preparations.js";

const LOCAL = "(C-30 or C-31 or C-32 or C-34)";

/** The optional event about the token must be of the time offline. */
function checkAuthorizedOffline({ csms, configured }: CaseTools, events: readonly Payload[]): void {
  for (const event of events.filter(({ triggerReason }) => triggerReason === "Authorized")) {
    csms.check("TransactionEvent", event, { offline: true, idToken: { ...configured.validIdToken } });
  }
}

export const OFFLINE_CASES = [
  testCase(
    "TC_C_15_CS",
    "Authorization through authorization cache - StopTxOnInvalidId = false, MaxEnergyOnInvalidId > 0",
    { Core: `C-49 and C-03 and ${LOCAL}` },
    async (tools) => {
      const { csms, configured } = tools;
      const events = await invalidAfterOffline(
        tools,
        { stopTx: false, maxEnergy: 10_000 },
        (gathered) => gathered.some(chargedOffline),
        "the event about charging while offline",
      );
      checkAuthorizedOffline(tools, events);
      const quiet = Seconds(configured.quietTime);
      await csms.expectsNone("TransactionEvent", quiet, { triggerReason: "Deauthorized" });
      await csms.expectsNone("TransactionEvent", quiet, {
        transactionInfo: { chargingState: "SuspendedEVSE" },
      });
    },
  ),

  testCase(
    "TC_C_16_CS",
    "Authorization through authorization cache - StopTxOnInvalidId = true",
    { Core: `C-49 and ${LOCAL}` },
    async (tools) => {
      const events = await invalidAfterOffline(
        tools,
        { stopTx: true, maxEnergy: 0 },
        (gathered) => gathered.some(chargedOffline) && gathered.some(deauthorized),
        "the events about charging while offline and Deauthorized",
      );
      checkAuthorizedOffline(tools, events);
      tools.csms.disregards("TransactionEvent");
    },
  ),

  testCase(
    "TC_C_17_CS",
    "Authorization through authorization cache - StopTxOnInvalidId = false",
    { Core: `C-49 and ${LOCAL}` },
    async (tools) => {
      const events = await invalidAfterOffline(
        tools,
        { stopTx: false, maxEnergy: 0 },
        (gathered) => gathered.some(suspendedByEvse),
        "the event about SuspendedEVSE",
      );
      checkAuthorizedOffline(tools, events);
      tools.csms.disregards("TransactionEvent");
    },
  ),

  testCase(
    "TC_C_18_CS",
    "Authorization through authorization cache - StopTxOnInvalidId = true, MaxEnergyOnInvalidId > 0",
    { Core: `C-49 and C-03 and ${LOCAL}` },
    async (tools) => {
      const events = await invalidAfterOffline(
        tools,
        { stopTx: true, maxEnergy: 500 },
        (gathered) => gathered.some(chargedOffline) && gathered.some(deauthorized),
        "the events about charging while offline and Deauthorized",
      );
      checkAuthorizedOffline(tools, events);
      if (events.find(deauthorized)?.["offline"] === true)
        throw new ValidationFailed("the event Deauthorized says that it happened offline");
      tools.csms.disregards("TransactionEvent");
    },
  ),

  testCase(
    "TC_C_26_CS",
    "Offline Authorization - Unknown Id",
    { Core: "C-02 and (C-30 or C-31 or C-32)" },
    async (tools) => {
      const { csms, state, place } = tools;
      await startsOffline(tools, { stopTx: false, maxEnergy: 0 });
      csms.answers.always("TransactionEvent", (event) =>
        event["idToken"] === undefined ? {} : { idTokenInfo: { status: "Invalid" } },
      );
      const events = await emptiesItsQueue(
        tools,
        await state.startOfflineTransaction(),
        (gathered) => gathered.some(suspendedByEvse),
        "the event about SuspendedEVSE",
      );
      await mayTellConnectorStatus(csms, place, "Occupied");
      csms.answers.always("TransactionEvent", null);
      state.takesOver(events);
      await state.stopAuthorized("local");
      await state.evConnectedPostSession();
      await state.evDisconnected();
    },
  ),
];
