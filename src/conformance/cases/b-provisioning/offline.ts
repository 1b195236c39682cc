import { Seconds } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { ValidationFailed } from "../../verdict.js";

/** Goes offline while a cable is plugged in. */
async function plugsInOffline(
  { csms, tester, state, variables, configured, place, has }: CaseTools,
  { retryAfter, offlineFor }: { readonly retryAfter: number; readonly offlineFor: number },
): Promise<void> {
  await variables.set("OCPPCommCtrlr.OfflineThreshold", configured.offlineThreshold);
  await variables.set("OCPPCommCtrlr.RetryBackOffWaitMinimum", retryAfter);
  await variables.set("OCPPCommCtrlr.RetryBackOffRandomRange", 0);
  if (has("AQ-2")) await state.authorized();
  csms.disregards("TransactionEvent");
  await csms.closesConnection();
  await tester.plugIn(place);
  await csms.waits(Seconds(offlineFor));
  await csms.acceptsReconnection(Seconds(3 * retryAfter + configured.patience));
}

export const OFFLINE_CASES = [
  testCase(
    "TC_B_51_CS",
    "Status change during offline period - > Offline Threshold",
    { Core: "M" },
    async (tools) => {
      const { offlineThreshold } = tools.configured;
      await plugsInOffline(tools, { retryAfter: offlineThreshold + 2, offlineFor: offlineThreshold + 1 });
      const { places, place, expectsConnectorStatus } = tools;
      for (const one of places) {
        const isPlugged = one.evseId === place.evseId && one.connectorId === place.connectorId;
        await expectsConnectorStatus(isPlugged ? "Occupied" : "Available", one);
      }
    },
  ),

  testCase(
    "TC_B_52_CS",
    "Status change during offline period - < Offline Threshold",
    { Core: "M" },
    async (tools) => {
      const { offlineThreshold } = tools.configured;
      await plugsInOffline(tools, { retryAfter: offlineThreshold - 2, offlineFor: 0 });
      await tools.expectsConnectorStatus("Occupied");
      await tools.csms.expectsNone("StatusNotification", Seconds(1));
    },
  ),

  testCase(
    "TC_B_57_CS",
    "Network Reconnection - After connection loss",
    { Core: "M" },
    async ({ csms, variables, configured }) => {
      const { retryBackOffWaitMinimum: wait, patience } = configured;
      await variables.setIfImplemented("OCPPCommCtrlr.NetworkProfileConnectionAttempts", 3);
      await variables.set("OCPPCommCtrlr.RetryBackOffRepeatTimes", 2);
      await variables.set("OCPPCommCtrlr.RetryBackOffRandomRange", 0);
      await variables.set("OCPPCommCtrlr.RetryBackOffWaitMinimum", wait);
      const within = Seconds(2 * wait + patience);
      const atLeast = (what: string, since: number, seconds: number): void => {
        const taken = (csms.now() - since) / 1000;
        // Timers of both sides are exact to some milliseconds only.
        if (taken < seconds - 0.05)
          throw new ValidationFailed(`${what} after ${taken} s, before the wait of ${seconds} s`);
      };

      let since = csms.now();
      const before = csms.connections;
      csms.dropsConnection();
      await csms.expectsNewConnection(before, within);
      atLeast("the station reconnects", since, wait);

      since = csms.now();
      const refusals = csms.refusals;
      await csms.closesConnection();
      await csms.until(() => csms.refusals > refusals, "the station does not try to reconnect", within);
      atLeast("the station tries to reconnect", since, wait);

      since = csms.now();
      await csms.acceptsReconnection(within);
      atLeast("the station tries again", since, 2 * wait);
    },
  ),
];
