import { createManualClock, Minutes, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const [FIRST, OF_ITS_GROUP, STRANGER] = ["04A2B3C4D5E680", "04A2B3C4D5E681", "04A2B3C4D5E682"] as const;
const NUMBER = 42;

async function booted(options: StationOptions = {}) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock, version: "ocpp1.6" });
  const station = stationOn(csms, clock, { ...options, version: "ocpp1.6" });
  await csms.expects("BootNotification");
  await csms.settles();
  csms.ignores("Heartbeat", "StatusNotification", "SecurityEventNotification");
  const { actions } = station.hardware;
  const plugs = (evseId = 1) => actions.plugIn({ evseId, connectorId: 1, side: "both" });
  const presents = (idToken: string, evseId?: number) =>
    actions.presentToken({ idToken, type: "ISO14443" }, evseId);
  /** A transaction at connector 1. `info` is what StartTransaction is answered. */
  const charging = async (info: object = { status: "Accepted" }) => {
    csms.answersNext("StartTransaction", { transactionId: NUMBER, idTagInfo: info });
    plugs();
    presents(FIRST, 1);
    await csms.expects("Authorize", { idTag: FIRST });
    await csms.expects("StartTransaction", { idTag: FIRST });
    await csms.waits(Seconds(2));
  };
  const change = async (key: string, value: string) => {
    await csms.sends("ChangeConfiguration", { key, value });
    csms.station.answers({ status: "Accepted" });
  };
  const end = async () => {
    await station.stop();
    await csms.done();
  };
  /** The statuses of a connector so far, as they were told. */
  const statuses = (connectorId: number) =>
    [...csms.drawing().matchAll(/StatusNotification -+>\| .*"connectorId":(\d+),"status":"(\w+)"/g)]
      .filter(([, number]) => Number(number) === connectorId)
      .map(([, , status]) => status);
  return { clock, csms, station, actions, plugs, presents, charging, change, end, statuses };
}

describe("5.18 UnlockConnector", () => {
  test("ends the transaction first: UnlockCommand; the answer comes before the end is told", async () => {
    const { csms, charging, statuses, end } = await booted();
    await charging();
    await csms.sends("UnlockConnector", { connectorId: 1 });
    csms.station.answers({ status: "Unlocked" });
    const stop = await csms.expects("StopTransaction", { transactionId: NUMBER, reason: "UnlockCommand" });
    expect(stop).not.toHaveProperty("idTag");
    expect(csms.drawing()).toMatch(/UnlockConnector \.+>[\s\S]*StopTransaction -+>/);
    await csms.settles();
    expect(statuses(1).at(-1)).toBe("Finishing");
    await end();
  });

  test("leaves the transaction of another connector alone, and needs none", async () => {
    const { csms, charging, end } = await booted();
    await charging();
    for (const [connectorId, status] of [
      [2, "Unlocked"],
      [3, "NotSupported"],
      [0, "NotSupported"],
    ] as const) {
      await csms.sends("UnlockConnector", { connectorId });
      csms.station.answers({ status });
    }
    await csms.quiet(Seconds(30));
    await end();
  });

  test("a failing lock is told, and the transaction has ended all the same", async () => {
    const { csms, actions, charging, end } = await booted();
    await charging();
    actions.setFault({ kind: "UnlockFailure", evseId: 1, connectorId: 1 }, true);
    await csms.sends("UnlockConnector", { connectorId: 1 });
    csms.station.answers({ status: "UnlockFailed" });
    await csms.expects("StopTransaction", { reason: "UnlockCommand" });
    await end();
  });

  test("is NotSupported of a fixed cable, whose transaction goes on", async () => {
    const fixed = {
      id: 1,
      connectors: [{ id: 1, type: "cType2", cable: "fixed", phases: 3, maxCurrent: 32 }],
    };
    const { csms, charging, end } = await booted({ keys: { evses: [fixed] } });
    await charging();
    await csms.sends("UnlockConnector", { connectorId: 1 });
    csms.station.answers({ status: "NotSupported" });
    await csms.quiet(Seconds(30));
    await end();
  });
});

describe("3.10, 4.10 who stops", () => {
  test("the idTag that started stops without a question", async () => {
    const { csms, charging, presents, end } = await booted();
    await charging();
    presents(FIRST, 1);
    await csms.expects("StopTransaction", { idTag: FIRST, reason: "Local" });
    await end();
  });

  test("another idTag of the same parent is asked about, and stops", async () => {
    const { csms, charging, presents, end } = await booted();
    await charging({ status: "Accepted", parentIdTag: "FLEET-A" });
    presents(OF_ITS_GROUP, 1);
    await csms.expects("Authorize", { idTag: OF_ITS_GROUP });
    await csms.expects("StopTransaction", { idTag: OF_ITS_GROUP, transactionId: NUMBER });
    await end();
  });

  test("the parent that only StartTransaction.conf has told counts", async () => {
    const { csms, actions, charging, presents, end } = await booted();
    actions.plugIn({ evseId: 2, connectorId: 1, side: "both" });
    csms.answersNext("Authorize", { idTagInfo: { status: "Accepted" } });
    await charging({ status: "Accepted", parentIdTag: "FLEET-A" });
    presents(OF_ITS_GROUP, 1);
    await csms.expects("Authorize", { idTag: OF_ITS_GROUP });
    await csms.expects("StopTransaction", { idTag: OF_ITS_GROUP });
    await end();
  });

  test("a strange idTag is not even asked about where it can do nothing", async () => {
    const { csms, charging, presents, end } = await booted();
    csms.answersNext("Authorize", { idTagInfo: { status: "Accepted" } });
    await charging();
    presents(STRANGER, 1);
    await csms.quiet(Seconds(30));
    await end();
  });

  test("a strange idTag is asked about where a connector is free, and stops nothing", async () => {
    const { csms, charging, presents, end } = await booted();
    await charging();
    presents(STRANGER);
    await csms.expects("Authorize", { idTag: STRANGER });
    await csms.quiet(Seconds(30));
    await end();
  });

  test("of a reserved connector a strange idTag is asked about only where the reservation has a parent", async () => {
    const { csms, presents, end } = await booted();
    const reserve = async (more: object) => {
      const expiryDate = "2026-01-01T01:00:00Z";
      await csms.sends("ReserveNow", { connectorId: 1, idTag: FIRST, reservationId: 7, expiryDate, ...more });
      csms.station.answers({ status: "Accepted" });
    };
    await csms.sends("ChangeAvailability", { connectorId: 2, type: "Inoperative" });
    await reserve({});
    presents(STRANGER, 1);
    await csms.quiet(Seconds(30));
    await reserve({ parentIdTag: "FLEET-A" });
    presents(STRANGER, 1);
    await csms.expects("Authorize", { idTag: STRANGER });
    await csms.quiet(Seconds(30));
    await end();
  });
});

test("3.5.1 what StopTransaction.conf says of the idTag is kept in the cache", async () => {
  const { csms, charging, presents, change, actions, end } = await booted();
  await change("LocalPreAuthorize", "true");
  await charging();
  csms.answersNext("StopTransaction", { idTagInfo: { status: "Blocked" } });
  presents(FIRST, 1);
  await csms.expects("StopTransaction");
  actions.plugOut({ evseId: 1, connectorId: 1, side: "both" });
  await csms.settles();
  presents(FIRST, 1);
  await csms.expects("Authorize", { idTag: FIRST });
  await end();
});

describe("3.5.4, 4.8 an idTag that is refused after the start", () => {
  test.each(["Invalid", "Blocked", "Expired", "ConcurrentTx"])(
    "%s ends the transaction: StopTransactionOnInvalidId",
    async (status) => {
      const { csms, charging, statuses, end } = await booted();
      await charging({ status });
      await csms.expects("StopTransaction", { reason: "DeAuthorized", transactionId: NUMBER });
      expect(statuses(1).slice(-2)).toEqual(["Charging", "Finishing"]);
      await end();
    },
  );

  test("without StopTransactionOnInvalidId the energy stops and the transaction goes on", async () => {
    const { csms, charging, change, statuses, presents, end } = await booted();
    await change("StopTransactionOnInvalidId", "false");
    csms.ignores("MeterValues");
    await charging({ status: "Invalid" });
    await csms.quiet(Minutes(2));
    expect(statuses(1).slice(-2)).toEqual(["Charging", "SuspendedEVSE"]);
    presents(FIRST, 1);
    await csms.expects("StopTransaction", { idTag: FIRST, reason: "Local" });
    await end();
  });

  test("MaxEnergyOnInvalidId is what it may still take", async () => {
    const { csms, charging, change, statuses, station, end } = await booted();
    await change("StopTransactionOnInvalidId", "false");
    await change("MaxEnergyOnInvalidId", "100");
    csms.ignores("MeterValues");
    await charging({ status: "Invalid" });
    expect(statuses(1).at(-1)).toBe("Charging");
    await csms.waits(Minutes(3));
    expect(statuses(1).at(-1)).toBe("SuspendedEVSE");
    const energyWh = station.surface.state().evses[0]?.transaction?.energyWh ?? 0;
    expect(energyWh).toBeGreaterThanOrEqual(100);
    expect(energyWh).toBeLessThan(106);
    await end();
  });
});

describe("3.16.1, 9.1.25, 9.1.27 transactionData", () => {
  const data = (stop: Readonly<Record<string, unknown>>) =>
    (stop["transactionData"] ?? []) as { timestamp: string; sampledValue: Record<string, string>[] }[];
  const shown = (stop: Readonly<Record<string, unknown>>) =>
    data(stop).map(({ timestamp, sampledValue }) => [
      timestamp.slice(14, 19),
      sampledValue[0]?.["context"],
      sampledValue.map(({ measurand }) => measurand).join(),
    ]);
  const stopped = async ({ csms, presents }: Awaited<ReturnType<typeof booted>>) => {
    presents(FIRST, 1);
    return csms.expects("StopTransaction");
  };

  test("StopTxnSampledData is taken every MeterValueSampleInterval from the start of the transaction", async () => {
    const stage = await booted();
    await stage.change("MeterValueSampleInterval", "20");
    await stage.change("MeterValuesSampledData", "");
    await stage.change("StopTxnSampledData", "Voltage,Current.Import");
    await stage.change("ClockAlignedDataInterval", "0");
    await stage.charging();
    await stage.csms.waits(Seconds(48));
    const taken = shown(await stopped(stage));
    expect(taken.map(([at, context]) => [at, context])).toEqual([
      ["00:00", "Transaction.Begin"],
      ["00:20", "Sample.Periodic"],
      ["00:40", "Sample.Periodic"],
      ["00:50", "Transaction.End"],
    ]);
    for (const [, , measurands] of taken) expect(measurands).toMatch(/^Voltage.*Current.Import/);
    await stage.end();
  });

  test("StopTxnAlignedData is taken every ClockAlignedDataInterval, from midnight", async () => {
    const stage = await booted();
    await stage.change("MeterValueSampleInterval", "0");
    await stage.change("MeterValuesAlignedData", "");
    await stage.change("StopTxnSampledData", "");
    await stage.change("StopTxnAlignedData", "Energy.Active.Import.Register");
    await stage.change("ClockAlignedDataInterval", "30");
    await stage.csms.waits(Seconds(10));
    await stage.charging();
    await stage.csms.waits(Seconds(60));
    expect(shown(await stopped(stage))).toEqual([
      ["00:30", "Sample.Clock", "Energy.Active.Import.Register"],
      ["01:00", "Sample.Clock", "Energy.Active.Import.Register"],
    ]);
    await stage.end();
  });

  test("an interval that is changed under way holds at once; without measurands there is no transactionData", async () => {
    const stage = await booted();
    await stage.change("MeterValueSampleInterval", "0");
    await stage.change("MeterValuesSampledData", "");
    await stage.change("StopTxnSampledData", "Energy.Active.Import.Register");
    await stage.charging();
    await stage.change("MeterValueSampleInterval", "10");
    await stage.csms.waits(Seconds(25));
    await stage.change("StopTxnSampledData", "");
    const stop = await stopped(stage);
    expect(shown(stop).filter(([, context]) => context === "Sample.Periodic")).toHaveLength(2);
    stage.actions.plugOut({ evseId: 1, connectorId: 1, side: "both" });
    await stage.csms.settles();
    await stage.charging();
    expect(await stopped(stage)).not.toHaveProperty("transactionData");
    await stage.end();
  });
});

describe("3.7, 4.10 the power fails", () => {
  test("without backup power the transaction ends after the boot: PowerLoss, once it is accepted", async () => {
    const { csms, station, charging, end } = await booted();
    await charging();
    station.surface.reboot({ powerOffSeconds: 60 });
    await csms.expectsInOrder(
      ["BootNotification"],
      [
        "StopTransaction",
        { reason: "PowerLoss", transactionId: NUMBER, timestamp: "2026-01-01T00:01:02.000Z" },
      ],
    );
    await csms.quiet(Minutes(2));
    await end();
  });

  test("with backup power it ends before the station goes down, and is not told twice", async () => {
    const { csms, station, charging, statuses, end } = await booted({ keys: { backupPower: true } });
    await charging();
    station.surface.reboot({ powerOffSeconds: 60 });
    await csms.expects(
      "StopTransaction",
      { reason: "PowerLoss", transactionId: NUMBER },
      { within: Seconds(1) },
    );
    await csms.expects("BootNotification", {}, { within: Seconds(62) });
    await csms.quiet(Minutes(2));
    expect(statuses(1)).toContain("Charging");
    await end();
  });
});
