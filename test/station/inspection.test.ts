import { createManualClock, Milliseconds, Seconds } from "../../src/kernel/index.js";
import { faultsOf } from "../octt-api/support/response-schemas.js";
import { profileOnWire, scheduleOnWire } from "../support/charging-profiles.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const TAG = { idToken: "04A2B3C4D5E680", type: "ISO14443" };

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, options);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "NotifyEvent", "Authorize", "TransactionEvent");
  csms.ignores("SecurityEventNotification", "MeterValues", "NotifyChargingLimit", "ReservationStatusUpdate");
  await csms.settles();
  const { inspection } = station.surface;
  const install = async (evseId: number, chargingProfile: object): Promise<void> => {
    await csms.sends("SetChargingProfile", { evseId, chargingProfile });
    csms.station.answers({ status: "Accepted" });
    await csms.settles();
  };
  /** The words and the profile that decides, at EVSE 1. */
  const why = () => {
    const [first] = inspection.charging();
    return { because: first?.because, decides: first?.factors[0], next: first?.next, first };
  };
  const charge = async (ev: object = {}): Promise<void> => {
    const plugged = station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both", ev });
    expect(plugged).toBeNull();
    station.hardware.actions.presentToken(TAG, 1);
    await csms.waits(Seconds(5));
  };
  const end = async (): Promise<void> => {
    await station.stop();
    await csms.done();
  };
  return { clock, csms, station, inspection, install, why, charge, end };
}

describe("why the current is what it is", () => {
  test("says what is missing before any flows", async () => {
    const { station, csms, why, end } = await booted();
    expect(why().because).toBe("No EV is connected.");
    station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
    await csms.settles();
    expect(why().because).toBe("No current flows: nobody is authorized.");
    await end();
  });

  test("the EV decides where it takes less than it is offered, and its phases are told", async () => {
    const { charge, why, end } = await booted();
    await charge({ phases: 1, maxCurrent: 10 });
    expect(why().because).toBe("10 A on one phase: the EV takes no more. The EV uses one phase of 3.");
    expect(why().decides).toMatchObject({ kind: "ev", amps: 10, phases: 1 });
    await end();
  });

  test("an EV whose battery is almost full takes less, and that is told", async () => {
    const { charge, why, end } = await booted();
    await charge({ stateOfCharge: 95 });
    expect(why().because).toMatch(
      /^\d+(\.\d)? A on 3 phases: the EV takes no more, for its battery is almost full\.$/,
    );
    expect(why().decides).toMatchObject({ kind: "ev", note: "its battery is almost full" });
    await end();
  });

  test("an EV whose current is only just rising is not thought to be full", async () => {
    const { station, csms, why, end } = await booted();
    station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
    station.hardware.actions.presentToken(TAG, 1);
    await csms.waits(Milliseconds(600));
    expect(why().because).toMatch(/the EV takes no more, for its current is still changing\.$/);
    await end();
  });

  test("a profile decides where it is the lowest, and what it brings next is told (K08)", async () => {
    const { charge, install, why, inspection, end } = await booted();
    await charge();
    const periods = scheduleOnWire([
      [0, 12],
      [600, 8],
    ]);
    await install(
      1,
      profileOnWire(12, { chargingSchedule: [{ ...periods, startSchedule: "2026-01-01T00:00:00Z" }] }),
    );
    const { because, decides, next, first } = why();
    expect(because).toBe(
      "12 A on 3 phases: TxDefaultProfile 1 (stack level 0, set by CSO, for EVSE 1) allows no more.",
    );
    expect(decides).toMatchObject({ kind: "profile", amps: 12, profileId: 1 });
    expect(next).toEqual({ at: "2026-01-01T00:10:00.000Z", amps: 8, what: "TxDefaultProfile 1 allows 8 A" });
    expect(first?.schedule?.periods.map(({ limit }) => limit)).toEqual([12, 8]);
    expect(faultsOf("charging", 200, inspection.charging())).toBeNull();
    expect(faultsOf("profiles", 200, JSON.parse(JSON.stringify(inspection.profiles())))).toBeNull();
    await end();
  });

  test("too little to be offered is told, and so is a suspension by hand", async () => {
    const { station, csms, charge, install, why, end } = await booted();
    await charge();
    await install(1, profileOnWire(5));
    expect(why().because).toBe(
      "No current flows: TxDefaultProfile 1 (stack level 0, set by CSO, for EVSE 1) allows 5 A, and less than 6 A cannot be offered.",
    );
    station.hardware.actions.suspend(1, "EVSE");
    await csms.settles();
    expect(why().because).toBe("No current flows: the EVSE has suspended the energy transfer.");
    await end();
  });

  test("an EV that asks for nothing, and a fault, are told", async () => {
    const { station, csms, charge, why, end } = await booted();
    await charge();
    station.hardware.actions.suspend(1, "EV");
    await csms.settles();
    expect(why().because).toBe("No current flows: the EV does not ask for energy.");
    station.hardware.actions.setFault({ kind: "GroundFailure", evseId: 1 }, true);
    await csms.settles();
    expect(why().because).toBe("No current flows: GroundFailure is active.");
    await end();
  });
});

test("variables are told with their monitors, and no secret", async () => {
  const { csms, inspection, end } = await booted({
    variables: { "SecurityCtrlr.BasicAuthPassword": "a-password-of-16-or-more" },
  });
  await csms.sends("SetVariableMonitoring", {
    setMonitoringData: [
      {
        value: 5,
        type: "Delta",
        severity: 4,
        component: { name: "EVSE", evse: { id: 1 } },
        variable: { name: "Power" },
      },
    ],
  });
  const variables = inspection.variables();
  expect(variables.find(({ path }) => path === "EVSE@1.Power")?.monitors).toContainEqual(
    expect.objectContaining({ type: "Delta", value: 5, kind: "custom" }),
  );
  expect(JSON.stringify(variables)).not.toContain("a-password");
  expect(faultsOf("variables", 200, JSON.parse(JSON.stringify(variables)))).toBeNull();
  await end();
});

test("what waits for the CSMS is told while there is no network", async () => {
  const { station, csms, inspection, end } = await booted();
  station.hardware.actions.setNetwork(false);
  await csms.disconnects();
  station.hardware.actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  expect(inspection.queue(10).length).toBeGreaterThan(0);
  expect(inspection.queue(1)).toHaveLength(1);
  expect(faultsOf("queue", 200, inspection.queue(10))).toBeNull();
  expect(station.surface.state()).toMatchObject({ networkOnline: false });
  await end();
});

test("reservations and the security log are told", async () => {
  const { csms, inspection, end } = await booted({ variables: { "ReservationCtrlr.Enabled": true } });
  const answer = await csms.sends("ReserveNow", {
    id: 3,
    expiryDateTime: "2026-01-01T01:00:00Z",
    idToken: TAG,
    evseId: 2,
  });
  expect(answer).toMatchObject({ status: "Accepted" });
  await csms.settles();
  expect(inspection.reservations()).toEqual([
    { id: 3, idToken: TAG.idToken, evseId: 2, expiresAt: "2026-01-01T01:00:00.000Z" },
  ]);
  expect(inspection.securityEvents(10).map(({ type }) => type)).toContain("StartupOfTheDevice");
  expect(inspection.certificates()).toEqual([]);
  await end();
});

test("a frame that breaks its schema is marked, and only that", async () => {
  const { csms, station, end } = await booted();
  await csms.asks("ChangeAvailability", { operationalStatus: "Sleepy" });
  const frames = station.surface.messages({ limit: 1000 });
  const broken = frames.filter(({ violation }) => violation !== undefined);
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatchObject({ direction: "received", action: "ChangeAvailability" });
  expect(broken[0]?.violation).toMatch(/operationalStatus/);
  await end();
});
