import {
  createManualClock,
  createMemoryStore,
  Hours,
  Minutes,
  Seconds,
  type Store,
} from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import type { OcppVersion } from "../../src/protocol/index.js";
import { stationOn } from "../support/station.js";

const POWER = { component: { name: "EVSE", evse: { id: 1 } }, variable: { name: "Power" } };
const TEMPERATURE = { component: { name: "EVSE", evse: { id: 1 } }, variable: { name: "Temperature" } };
const OFFLINE_THRESHOLD = {
  component: { name: "OCPPCommCtrlr" },
  variable: { name: "OfflineThreshold" },
};
const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };

async function booted({
  version = "ocpp2.0.1",
  store = createMemoryStore(),
}: { version?: OcppVersion; store?: Store } = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version });
  const station = stationOn(csms, clock, { version, store });
  csms.ignores("Heartbeat", "StatusNotification", "TransactionEvent", "Authorize", "MeterValues");
  await csms.expects("BootNotification");
  await csms.settles();
  return {
    ...{ clock, csms, station, actions: station.hardware.actions },
    /** Sets a monitor; gives its id. */
    async monitors(setting: object): Promise<number> {
      const { setMonitoringResult } = await csms.sends("SetVariableMonitoring", {
        setMonitoringData: [{ severity: 5, ...setting }],
      });
      const [result] = setMonitoringResult as { id: number; status: string }[];
      expect(result?.status).toBe("Accepted");
      return result?.id ?? 0;
    },
    async end() {
      await station.stop();
      await csms.done();
    },
  };
}

test("N07.FR.16, N07.FR.06 the answer goes first, then the event of a threshold that is passed already", async () => {
  const { csms, monitors, end } = await booted();
  const id = await monitors({ ...OFFLINE_THRESHOLD, type: "UpperThreshold", value: 1 });
  await csms.expects("NotifyEvent", {
    seqNo: 0, // N07.FR.07
    tbc: false,
    eventData: [
      {
        ...OFFLINE_THRESHOLD,
        ...{
          trigger: "Alerting",
          actualValue: "60",
          variableMonitoringId: id,
          eventNotificationType: "CustomMonitor",
        },
      },
    ],
  });
  await end();
});

test("whatever changes a variable makes its monitors fire: the CSMS, the station API, the meter, a fault", async () => {
  const { csms, station, actions, monitors, end } = await booted();
  await monitors({ ...OFFLINE_THRESHOLD, type: "Delta", value: 5 });
  await monitors({ ...POWER, type: "UpperThreshold", value: 1_000 });
  await monitors({ ...TEMPERATURE, type: "UpperThreshold", value: 80 });
  const event = (variable: object, more: object) => ({ eventData: [{ ...variable, ...more }] });

  await csms.sends("SetVariables", { setVariableData: [{ ...OFFLINE_THRESHOLD, attributeValue: "70" }] });
  await csms.expects("NotifyEvent", event(OFFLINE_THRESHOLD, { trigger: "Delta", actualValue: "70" }));
  const { component, variable } = OFFLINE_THRESHOLD;
  expect(station.surface.setVariable(component, variable, "80")).toBeNull();
  await csms.expects("NotifyEvent", event(OFFLINE_THRESHOLD, { trigger: "Delta", actualValue: "80" }));

  expect(station.surface.setVariable(TEMPERATURE.component, TEMPERATURE.variable, "81.5")).toBeNull();
  await csms.expects("NotifyEvent", event(TEMPERATURE, { trigger: "Alerting", actualValue: "81.5" }));
  expect(station.surface.setVariable(TEMPERATURE.component, TEMPERATURE.variable, "25")).toBeNull();
  await csms.expects("NotifyEvent", event(TEMPERATURE, { cleared: true, actualValue: "25" })); // N07.FR.02

  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  actions.presentToken(token);
  const flows = await csms.expects("NotifyEvent", event(POWER, { trigger: "Alerting" }));
  const [{ transactionId }] = flows["eventData"] as [{ transactionId: string }];
  expect(transactionId).toBe(station.surface.evseState(1)?.transaction?.transactionId);
  expect(station.surface.deauthorize(1)).toBeNull();
  await csms.expects("NotifyEvent", event(POWER, { cleared: true, actualValue: "0", transactionId }));

  actions.setFault({ kind: "ReaderFailure" }, true);
  await csms.expects(
    "NotifyEvent",
    event(
      { component: { name: "TokenReader" }, variable: { name: "Problem" } },
      { eventNotificationType: "PreconfiguredMonitor", actualValue: "true", techCode: "ReaderFailure" },
    ),
  );
  await end();
});

test("a fault of a connector is one message: a hard-wired notification, and the hard-wired monitor of its EVSE", async () => {
  const { csms, actions, end } = await booted();
  actions.setFault({ kind: "Faulted", evseId: 2, connectorId: 1 }, true);
  const { eventData } = await csms.expects("NotifyEvent");
  const [notification, monitor] = eventData as Record<string, unknown>[];
  expect(notification).toMatchObject({
    component: { name: "Connector", evse: { id: 2, connectorId: 1 } },
    ...{ eventNotificationType: "HardWiredNotification", trigger: "Alerting", techCode: "Faulted" },
  });
  expect(monitor).toMatchObject({
    component: { name: "EVSE", evse: { id: 2 } },
    ...{ eventNotificationType: "HardWiredMonitor", trigger: "Delta", cause: notification?.["eventId"] },
  });
  actions.setFault({ kind: "Faulted", evseId: 2, connectorId: 1 }, false);
  await csms.expects("NotifyEvent", { eventData: [{ cleared: true }, { cleared: true }] });
  await end();
});

test("wrong values of the station API change nothing", async () => {
  const { csms, station, monitors, end } = await booted();
  await monitors({ ...OFFLINE_THRESHOLD, type: "Delta", value: 0 });
  const { component, variable } = OFFLINE_THRESHOLD;
  expect(station.surface.setVariable(component, variable, "soon")).toMatchObject({ refused: "impossible" });
  expect(station.surface.setVariable(component, { name: "Nothing" }, "1")).toMatchObject({
    refused: "unknown",
  });
  await csms.quiet(Seconds(5));
  await end();
});

test("N07.FR.04 what is severe waits in the outbox over a power cut, and the rest is forgotten", async () => {
  const { clock, csms, station, monitors, end } = await booted();
  await monitors({ ...OFFLINE_THRESHOLD, type: "Delta", value: 1, severity: 5 });
  await monitors({
    component: { name: "CaseAccessSensor" },
    variable: { name: "Active" },
    type: "Delta",
    value: 1,
    severity: 6,
  });
  await csms.goesOffline();
  station.surface.setVariable(OFFLINE_THRESHOLD.component, OFFLINE_THRESHOLD.variable, "61.5");
  station.surface.setVariable(OFFLINE_THRESHOLD.component, OFFLINE_THRESHOLD.variable, "90");
  await clock.advance(Seconds(1));
  station.surface.reboot({ powerOffSeconds: 5 });
  await clock.advance(Seconds(5));
  csms.comesBack();
  csms.ignores("BootNotification");
  await csms.expects("NotifyEvent", { eventData: [{ ...OFFLINE_THRESHOLD, actualValue: "90" }] });
  await csms.quiet(Minutes(1));
  await end();
});

test("event ids are never used again, not after a reboot either", async () => {
  const { clock, csms, station, monitors, end } = await booted();
  await monitors({ ...OFFLINE_THRESHOLD, type: "Delta", value: 1 });
  const ids: unknown[] = [];
  for (const value of ["70", "80", "reboot", "90"]) {
    if (value === "reboot") {
      station.surface.reboot({ powerOffSeconds: 1 });
      await clock.advance(Seconds(1));
      await csms.expects("BootNotification");
      await csms.settles();
      continue;
    }
    station.surface.setVariable(OFFLINE_THRESHOLD.component, OFFLINE_THRESHOLD.variable, value);
    const { eventData } = await csms.expects("NotifyEvent");
    ids.push((eventData as { eventId: number }[])[0]?.eventId);
  }
  expect(new Set(ids).size).toBe(3);
  await end();
});

test("N04.FR.09, N06.FR.06, N02.FR.07 too many elements, too many ids, too many variables", async () => {
  const { csms, end } = await booted();
  const many = <T>(one: T): T[] => Array.from({ length: 101 }, () => one);
  await csms.asks("SetVariableMonitoring", {
    setMonitoringData: many({ ...OFFLINE_THRESHOLD, type: "Delta", value: 1, severity: 1 }),
  });
  csms.station.refuses("OccurrenceConstraintViolation");
  await csms.asks("ClearVariableMonitoring", { id: many(1) });
  csms.station.refuses("OccurrenceConstraintViolation");
  await csms.asks("GetMonitoringReport", { requestId: 1, componentVariable: many(OFFLINE_THRESHOLD) });
  csms.station.refuses("OccurrenceConstraintViolation");
  await end();
});

test("N02.FR.09, N02.FR.11 a large report comes in parts, hard-wired monitors first", async () => {
  const { csms, end } = await booted();
  for (let severity = 0; severity < 10; severity++) {
    const variables = ["EVConnectionTimeOut", "StopTxOnInvalidId", "TxStartPoint"].map((name) => ({ name }));
    const setMonitoringData = variables.flatMap((variable) =>
      [1, 2].map((value) => ({
        ...{ component: { name: "TxCtrlr" }, variable, severity, value },
        type: value === 1 ? "Delta" : "PeriodicClockAligned",
      })),
    );
    setMonitoringData.forEach((one) => (one.value = one.type === "Delta" ? 1 : 86_400));
    await csms.sends("SetVariableMonitoring", { setMonitoringData });
  }
  await csms.sends("GetMonitoringReport", { requestId: 7 });
  csms.station.answers({ status: "Accepted" });
  const first = await csms.expects("NotifyMonitoringReport", { requestId: 7, seqNo: 0, tbc: false });
  const monitor = first["monitor"] as { variableMonitoring: { id: number }[] }[];
  expect(monitor[0]?.variableMonitoring[0]?.id).toBe(1);
  expect(monitor.flatMap(({ variableMonitoring }) => variableMonitoring).length).toBeGreaterThan(60);
  await csms.sends("GetMonitoringReport", {
    requestId: 8,
    monitoringCriteria: ["ThresholdMonitoring"],
  });
  csms.station.answers({ status: "EmptyResultSet" }); // N02.FR.10
  await end();
});

test("N08.FR.07 an aligned monitor follows the station's clock when the CSMS sets it", async () => {
  const { clock, csms, monitors, end } = await booted();
  await monitors({ ...OFFLINE_THRESHOLD, type: "PeriodicClockAligned", value: 3_600 });
  // The CSMS's clock goes half an hour before: the next full hour comes that much sooner.
  const ahead = Minutes(30);
  const from = clock.now();
  csms.answers("Heartbeat", () => ({ currentTime: new Date(clock.now() + ahead).toISOString() }));
  const { eventData } = await csms.expects("NotifyEvent", {}, { within: Hours(1) });
  const [event] = eventData as { timestamp: string }[];
  expect(Date.parse(event?.timestamp ?? "") % 3_600_000).toBe(0);
  expect(clock.now() - from).toBeLessThanOrEqual(ahead);
  await end();
});

test("monitors at rest have no timers, one of a reading has one, and a CSMS of OCPP 2.1 hears the severity", async () => {
  const { clock, csms, station, monitors, end } = await booted({ version: "ocpp2.1" });
  const timers = clock.pending().length;
  await monitors({ ...OFFLINE_THRESHOLD, type: "Delta", value: 1 });
  station.surface.setVariable(OFFLINE_THRESHOLD.component, OFFLINE_THRESHOLD.variable, "90");
  await csms.expects("NotifyEvent", { eventData: [{ severity: 5 }] });
  await csms.settles();
  expect(clock.pending()).toHaveLength(timers);
  const ids = [
    await monitors({ ...TEMPERATURE, type: "Delta", value: 1 }),
    await monitors({ ...TEMPERATURE, type: "UpperThreshold", value: 80 }),
  ];
  expect(clock.pending()).toHaveLength(timers + 1);
  await csms.sends("ClearVariableMonitoring", { id: ids });
  expect(clock.pending()).toHaveLength(timers);
  await end();
});
