import { createAvailabilityOcpp16, numberConnectors } from "../../../src/blocks/g-availability/index.js";
import {
  chargePointStatus,
  errorCodeOf,
  type ChargePointStatus,
  type SessionOfConnector,
} from "../../../src/blocks/g-availability/charge-point-status.js";
import type { ConnectorStatus } from "../../../src/blocks/g-availability/index.js";
import type { Reply } from "../../../src/csms-link/index.js";
import type { EnergyTransfer } from "../../../src/hardware/index.js";
import { createSilentLogger, Seconds } from "../../../src/kernel/index.js";
import { bench as availabilityBench } from "./bench.js";

interface FakeSession {
  authorized: boolean;
  transaction: boolean;
  energyTransfer: EnergyTransfer;
}
const NOBODY: FakeSession = { authorized: false, transaction: false, energyTransfer: "none" };

function bench(connectors: readonly number[] = [1, 1]) {
  const base = availabilityBench(connectors);
  const sessions = new Map<number, FakeSession>();
  const binding = createAvailabilityOcpp16({
    ...base,
    numbers: numberConnectors(base.hardware),
    session: (evseId) => sessions.get(evseId) ?? NOBODY,
    accepted: () => true,
    logger: createSilentLogger(),
  });
  const change = (connectorId: number, type: "Operative" | "Inoperative"): string => {
    const serve = binding.handlers["ChangeAvailability"] as unknown as (
      p: object,
    ) => Reply<{ status: string }>;
    const reply = serve({ connectorId, type });
    if ("error" in reply) throw new Error(reply.description);
    expect(base.link.taken()).toEqual([]);
    reply.afterwards?.();
    return reply.response.status;
  };
  return {
    ...base,
    binding,
    change,
    session(evseId: number, facts: Partial<FakeSession>): void {
      sessions.set(evseId, { ...NOBODY, ...facts });
      binding.refresh(evseId);
    },
    /** What was told once things have settled, as `number status [error]`. */
    async told(): Promise<string[]> {
      await base.clock.advance(Seconds(0));
      return base.link
        .taken()
        .map(({ payload: { connectorId, status, errorCode, info } }) =>
          [connectorId, status, errorCode === "NoError" ? undefined : errorCode, info]
            .filter((part) => part !== undefined)
            .join(" "),
        );
    },
  };
}

describe("the status of a connector in 1.6", () => {
  const A = "authorized",
    T = "transaction",
    E = "evConnected",
    F = "finishing";
  test.each<[ConnectorStatus, (keyof SessionOfConnector)[], EnergyTransfer, ChargePointStatus]>([
    ["Available", [], "none", "Available"],
    ["Available", [A], "none", "Preparing"],
    ["Occupied", [], "none", "Preparing"],
    ["Occupied", [A, E], "none", "Preparing"],
    ["Occupied", [A, T, E], "none", "Preparing"],
    ["Occupied", [A, T, E], "charging", "Charging"],
    ["Occupied", [A, T, E], "suspendedEV", "SuspendedEV"],
    ["Occupied", [A, T, E], "suspendedEVSE", "SuspendedEVSE"],
    ["Occupied", [T, E], "none", "SuspendedEVSE"],
    ["Occupied", [A, T], "none", "SuspendedEV"],
    ["Available", [A, T], "none", "SuspendedEV"],
    ["Occupied", [F], "none", "Finishing"],
    ["Occupied", [F, A, E], "none", "Preparing"],
    ["Available", [F], "none", "Available"],
    ["Reserved", [], "none", "Reserved"],
    ["Unavailable", [F], "none", "Unavailable"],
    ["Faulted", [A, T, E], "charging", "Faulted"],
  ])("%s with %j and energy %s is %s", (status, facts, energyTransfer, expected) => {
    const has = (fact: keyof SessionOfConnector): boolean => facts.includes(fact);
    const session = {
      authorized: has(A),
      transaction: has(T),
      evConnected: has(E),
      finishing: has(F),
    };
    expect(chargePointStatus(status, { ...session, energyTransfer })).toBe(expected);
  });
});

test.each([
  [{ kind: "GroundFailure", evseId: 1 }, "GroundFailure"],
  [{ kind: "OverCurrent", evseId: 1, connectorId: 1 }, "OverCurrentFailure"],
  [{ kind: "ReaderFailure" }, "ReaderFailure"],
  [{ kind: "Faulted" }, "OtherError"],
  [{ kind: "UnlockFailure", evseId: 1, connectorId: 1 }, "ConnectorLockFailure"],
  [{ kind: "GroundFailure", evseId: 2 }, "NoError"],
  [{ kind: "LocalListRefused" }, "NoError"],
] as const)("the error code of %j at connector 1/1 is %s", (fault, code) => {
  expect(errorCodeOf([fault], 1, 1)).toBe(code);
});

test("connectors are numbered through all EVSEs", () => {
  const numbers = numberConnectors(availabilityBench([2, 1]).hardware);
  expect([0, 1, 2, 3, 4].map(numbers.placeOf)).toEqual([
    undefined,
    { evseId: 1, connectorId: 1 },
    { evseId: 1, connectorId: 2 },
    { evseId: 2, connectorId: 1 },
    undefined,
  ]);
  expect(numbers.numberOf(2, 1)).toBe(3);
});

test("after the boot connector 0 and all others are told", async () => {
  const { binding, told } = bench([2, 1]);
  binding.reportAll();
  expect(await told()).toEqual(["0 Available", "1 Available", "2 Available", "3 Available"]);
});

test("a session goes through Preparing, Charging and Finishing to Available", async () => {
  const { binding, plug, unplug, session, told } = bench();
  binding.reportAll();
  await told();
  plug(1);
  expect(await told()).toEqual(["1 Preparing"]);
  session(1, { authorized: true });
  session(1, { authorized: true, transaction: true });
  session(1, { authorized: true, transaction: true, energyTransfer: "charging" });
  expect(await told()).toEqual(["1 Charging"]);
  session(1, {});
  binding.transactionEnded(1);
  expect(await told()).toEqual(["1 Finishing"]);
  session(1, { authorized: true });
  expect(await told()).toEqual(["1 Preparing"]);
  session(1, {});
  expect(await told()).toEqual(["1 Finishing"]);
  unplug(1);
  expect(await told()).toEqual(["1 Available"]);
  plug(1);
  expect(await told()).toEqual(["1 Preparing"]);
});

test.each([
  ["Reserved", "G2"],
  ["Finishing", "F2"],
])("4.9: from %s a transaction that starts at once goes through Preparing (%s)", async (before) => {
  const { availability, binding, plug, session, told } = bench();
  binding.reportAll();
  plug(1);
  if (before === "Reserved") availability.setReserved(1, true);
  else binding.transactionEnded(1);
  expect((await told()).at(-1)).toBe(`1 ${before}`);
  binding.driverAccepted(1);
  if (before === "Reserved") availability.setReserved(1, false);
  session(1, { authorized: true, transaction: true, energyTransfer: "charging" });
  expect(await told()).toEqual(["1 Preparing", "1 Charging"]);
});

test("a free neighbour of the same EVSE does not end Finishing", async () => {
  const { binding, plug, told } = bench([2]);
  binding.reportAll();
  plug(1, 2);
  binding.transactionEnded(1);
  await told();
  binding.refresh(1);
  binding.statusNotification(2);
  expect(await told()).toEqual(["2 Finishing"]);
});

test("a transaction that outlives its EV is SuspendedEV, and says why", async () => {
  const { binding, plug, unplug, session, told } = bench();
  plug(1);
  session(1, { authorized: true, transaction: true, energyTransfer: "charging" });
  binding.reportAll();
  await told();
  unplug(1, 1, "ev");
  session(1, { authorized: true, transaction: true });
  expect(await told()).toEqual(["1 SuspendedEV EV side disconnected"]);
});

test("ChangeAvailability of one connector, and back", async () => {
  const { binding, change, told } = bench();
  binding.reportAll();
  await told();
  expect(change(2, "Inoperative")).toBe("Accepted");
  expect(await told()).toEqual(["2 Unavailable"]);
  expect(change(2, "Operative")).toBe("Accepted");
  expect(await told()).toEqual(["2 Available"]);
  expect(change(3, "Inoperative")).toBe("Rejected");
});

test("ChangeAvailability of connector 0 goes for all, and one may be taken out of it", async () => {
  const { binding, change, told, afterPowerCut } = bench([1, 2]);
  binding.reportAll();
  await told();
  expect(change(0, "Inoperative")).toBe("Accepted");
  expect(await told()).toEqual(["0 Unavailable", "1 Unavailable", "2 Unavailable", "3 Unavailable"]);
  expect(change(2, "Operative")).toBe("Accepted");
  expect(await told()).toEqual(["0 Available", "2 Available"]);
  const { availability } = afterPowerCut();
  expect([availability.status(1, 1), availability.status(2, 1), availability.status(2, 2)]).toEqual([
    "Unavailable",
    "Available",
    "Unavailable",
  ]);
});

test("ChangeAvailability of connector 0 to Operative includes those that were set by themselves", async () => {
  const { binding, change, told } = bench();
  change(1, "Inoperative");
  await told();
  binding.reportAll();
  await told();
  expect(change(0, "Operative")).toBe("Accepted");
  expect(await told()).toEqual(["1 Available"]);
});

test("ChangeAvailability during a transaction is Scheduled and told at its end", async () => {
  const { binding, change, told, transactions, endTransaction } = bench();
  transactions.add(1);
  binding.reportAll();
  await told();
  expect(change(0, "Inoperative")).toBe("Scheduled");
  expect(await told()).toEqual(["2 Unavailable"]);
  endTransaction(1);
  expect(await told()).toEqual(["0 Unavailable", "1 Unavailable"]);
});

test("faults are told with their code; those of the station at connector 0 too", async () => {
  const { binding, hardware, told } = bench();
  binding.reportAll();
  await told();
  hardware.actions.setFault({ kind: "GroundFailure", evseId: 2 }, true);
  expect(await told()).toEqual(["2 Faulted GroundFailure"]);
  hardware.actions.setFault({ kind: "Faulted" }, true);
  expect(await told()).toEqual(["0 Faulted OtherError", "1 Faulted OtherError"]);
});

test("a connector whose cable cannot be locked is Faulted until that works, or the cable is gone", async () => {
  const { binding, plug, unplug, told } = bench();
  plug(1);
  binding.reportAll();
  await told();
  binding.lockResult(1, 1, true);
  expect(await told()).toEqual(["1 Faulted ConnectorLockFailure"]);
  binding.lockResult(1, 1, false);
  expect(await told()).toEqual(["1 Preparing"]);
  binding.lockResult(1, 1, true);
  await told();
  unplug(1);
  expect(await told()).toEqual(["1 Available"]);
});

test("only what is different is told after a time offline, and what was lost too", async () => {
  const { binding, link, plug, unplug, told } = bench();
  binding.reportAll();
  link.answer = { failure: { kind: "timeout" } };
  plug(2);
  await told();
  link.answer = {};
  link.online = false;
  plug(1);
  unplug(1);
  await told();
  link.online = true;
  binding.reconnected();
  expect(await told()).toEqual(["2 Preparing"]);
});

describe("with MinimumStatusDuration 5", () => {
  const MINIMUM = "OCPPCommCtrlr.MinimumStatusDuration";
  async function holding() {
    const made = bench();
    made.deviceModel.update(MINIMUM, 5);
    made.binding.reportAll();
    expect(await made.told()).toEqual(["0 Available", "1 Available", "2 Available"]);
    return made;
  }
  const charging = { authorized: true, transaction: true, energyTransfer: "charging" } as const;

  test("a status that lasts is told when it has lasted, with the time at which it began", async () => {
    const { clock, link, plug, told } = await holding();
    const began = clock.now();
    plug(1);
    await clock.advance(Seconds(4.9));
    expect(await told()).toEqual([]);
    await clock.advance(Seconds(0.1));
    expect(link.taken()).toMatchObject([
      { payload: { connectorId: 1, status: "Preparing", timestamp: new Date(began).toISOString() } },
    ]);
  });

  test("a status that is shorter is not told, and one that came back need not be told again", async () => {
    const { clock, plug, unplug, session, told } = await holding();
    plug(1);
    await clock.advance(Seconds(3));
    session(1, charging);
    await clock.advance(Seconds(4));
    expect(await told()).toEqual([]);
    await clock.advance(Seconds(1));
    expect(await told()).toEqual(["1 Charging"]);
    plug(2);
    await clock.advance(Seconds(2));
    unplug(2);
    await clock.advance(Seconds(60));
    expect(await told()).toEqual([]);
  });

  test("what happens meanwhile at a status that stays does not make it wait longer", async () => {
    const { binding, clock, plug, told } = await holding();
    plug(1);
    await clock.advance(Seconds(4));
    binding.refresh(1);
    await clock.advance(Seconds(1));
    expect(await told()).toEqual(["1 Preparing"]);
  });

  test("who asks is told at once, and not again when the time is over", async () => {
    const { binding, clock, plug, told } = await holding();
    plug(1);
    await told();
    binding.statusNotification(1);
    expect(await told()).toEqual(["1 Preparing"]);
    await clock.advance(Seconds(60));
    expect(await told()).toEqual([]);
  });

  test("the key counts from the next status on, and 0 holds nothing back", async () => {
    const { deviceModel, plug, told } = await holding();
    deviceModel.update(MINIMUM, 0);
    plug(1);
    expect(await told()).toEqual(["1 Preparing"]);
  });

  test("nothing is told by a life that has ended", async () => {
    const { binding, clock, plug, told } = await holding();
    plug(1);
    await told();
    binding.dispose();
    await clock.advance(Seconds(60));
    expect(await told()).toEqual([]);
  });
});
