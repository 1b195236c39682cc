import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { containing, mismatch, oneOf } from "../../expectations/pattern.js";
import { comesBack, goesOffline } from "../preparations.js";
import { componentVariable } from "../../variables.js";
import { evseAvailability, eventsOf, installsMonitors, type MonitorWish } from "./monitors.js";

const QUEUES = { AdvancedDeviceManagement: "DM-3" };
const SEVERITY = "MonitoringCtrlr.OfflineQueuingSeverity";

const delta = (variable: string, severity: number): MonitorWish => ({
  ...{ variable, severity },
  type: "Delta",
  value: 1,
});

const occupied = (variable: string) =>
  containing({ trigger: "Delta", actualValue: "Occupied", ...componentVariable(variable) });

const isAbout =
  (variable: string) =>
  (payload: Payload): boolean =>
    eventsOf(payload).some((event) => mismatch(event, { ...componentVariable(variable) }) === null);

/** Connects the EV; where an access lock keeps drivers out, one who is authorized. */
async function connects({ tester, place, has, configured }: CaseTools): Promise<void> {
  if (has("AQ-2")) await tester.presentToken(configured.validIdToken, place.evseId);
  await tester.plugIn(place);
}

/** The events of the cable that was pulled and plugged again, where transactions begin by that. */
async function expectsCableEvents({ csms, has, configured }: CaseTools): Promise<void> {
  // An authorized driver's EV draws energy, and what that tells is not what the case is about.
  const states = has("AQ-2")
    ? oneOf("EVConnected", "Charging", "SuspendedEVSE", "SuspendedEV")
    : "EVConnected";
  const pulled = { triggerReason: "EVCommunicationLost", transactionInfo: { chargingState: "Idle" } };
  const plugged = { triggerReason: "CablePluggedIn", transactionInfo: { chargingState: states } };
  const indexOf = (events: readonly Payload[], wanted: object, from = 0): number =>
    events.findIndex((event, index) => index >= from && mismatch(event, wanted) === null);
  await csms.gathers(
    "TransactionEvent",
    (events) => {
      const first = indexOf(events, pulled);
      return first >= 0 && indexOf(events, plugged, first) > first;
    },
    "the events of the cable that was pulled and plugged again",
    { within: Seconds(configured.patience) },
  );
}

export const OFFLINE_MONITOR_CASES = [
  testCase(
    "TC_N_22_CS",
    "Offline Notification - OfflineMonitoringEventQueuingSeverity set equal or lower than severityLevel of the monitor",
    QUEUES,
    async (tools) => {
      const { csms, state, has, variables, configured, tester, place } = tools;
      const { severity, transactionDuration } = configured;
      const variable = evseAvailability(tools);
      await variables.set(SEVERITY, severity);
      await installsMonitors(tools, delta(variable, severity));
      if (has("AQ-2")) await state.authorized();
      csms.disregards("TransactionEvent");
      await goesOffline(tools);
      await csms.passesAMoment();
      await tester.plugIn(place);
      await csms.waits(Seconds(transactionDuration));
      const { after } = await comesBack(tools);
      const payload = await csms.expects("NotifyEvent", {}, { after, where: isAbout(variable) });
      csms.check("NotifyEvent", payload, { eventData: occupied(variable) });
    },
  ),

  testCase(
    "TC_N_23_CS",
    "Offline Notification - OfflineMonitoringEventQueuingSeverity set higher than severityLevel of the monitor",
    QUEUES,
    async (tools) => {
      const { csms, state, has, variables, configured, tester, place, txPoints } = tools;
      const { severity, transactionDuration, quietTime } = configured;
      const watched = [
        `Connector@${place.evseId}.${place.connectorId}.AvailabilityState`,
        evseAvailability(tools),
      ];
      await variables.set(SEVERITY, severity);
      await variables.setIfImplemented("AuthCtrlr.OfflineTxForUnknownIdEnabled", true);
      await installsMonitors(tools, ...watched.map((variable) => delta(variable, severity + 1)));
      const points = await txPoints();
      const tells = points.starts("EVConnected") || points.starts("ParkingBayOccupancy");

      if (has("AQ-2")) await state.authorized();
      await state.evConnectedPreSession();
      if (has("AQ-2")) await state.energyTransferStarted();
      const told = (): readonly Payload[] =>
        csms.heard.flatMap(({ action, payload }) => (action === "NotifyEvent" ? eventsOf(payload) : []));
      for (const variable of watched)
        await csms.until(
          () => mismatch(told(), occupied(variable)) === null,
          `no event of ${variable} came that says Occupied`,
        );
      csms.takesAllHeard();

      await goesOffline(tools);
      await csms.passesAMoment();
      await tester.unplug(place);
      await connects(tools);
      await csms.waits(Seconds(transactionDuration));
      await comesBack(tools);
      if (tells) await expectsCableEvents(tools);
      csms.disregards("TransactionEvent");
      for (const variable of watched)
        await csms.expectsNone("NotifyEvent", Seconds(quietTime), {
          eventData: containing({ ...componentVariable(variable) }),
        });
    },
  ),
];
