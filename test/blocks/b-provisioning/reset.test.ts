import {
  createReset,
  resetHandlersOcpp16,
  resetHandlersOcpp2,
} from "../../../src/blocks/b-provisioning/index.js";
import type { Reply, RequestHandlers } from "../../../src/csms-link/index.js";
import { createSilentLogger, Seconds } from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";
import { bench as availabilityBench } from "../g-availability/bench.js";

function bench({ allowReset = true, reservationPending = (): boolean => false } = {}) {
  const base = availabilityBench([1, 1]);
  const { transactions, availability, hardware, clock } = base;
  const log: string[] = [];
  const listeners = new Set<() => void>();
  let told: () => void = () => undefined;
  const end = (evseId: number): void => {
    base.endTransaction(evseId);
    for (const listener of [...listeners]) listener();
  };
  const reset = createReset({
    transactions: {
      any: (evseId) => (evseId === undefined ? transactions.size > 0 : transactions.has(evseId)),
      endForReset(reason, evseId) {
        for (const id of [...transactions]) {
          if (evseId !== undefined && id !== evseId) continue;
          log.push(`end ${id} ${reason}`);
          end(id);
        }
      },
      onEnded(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    availability,
    reservationPending,
    hardware,
    deviceModel: createFakeDeviceModel({ "EVSE@1.AllowReset": String(allowReset) }),
    settled: () => new Promise((resolve) => (told = resolve)),
    restart: (reason) => log.push(`restart ${reason}`),
    ...{ clock, logger: createSilentLogger() },
  });
  const ask = async (handlers: RequestHandlers, payload: object) => {
    const serve = handlers["Reset"] as unknown as (p: object) => Reply<{ status: string }>;
    const reply = serve(payload);
    if ("error" in reply) throw new Error(reply.description);
    reply.afterwards?.();
    await clock.advance(Seconds(0));
    return reply.response.status;
  };
  return {
    ...base,
    log,
    reset,
    end,
    order: (type: "OnIdle" | "Immediate", evseId?: number) =>
      ask(resetHandlersOcpp2(reset), { type, ...(evseId !== undefined && { evseId }) }),
    order16: (type: "Hard" | "Soft") => ask(resetHandlersOcpp16(reset), { type }),
    async deliver() {
      told();
      await clock.advance(Seconds(0));
    },
  };
}

test.each(["OnIdle", "Immediate"] as const)(
  "B11.FR.01 B11.FR.03 an idle station restarts on %s",
  async (type) => {
    const { order, deliver, log } = bench();
    expect(await order(type)).toBe("Accepted");
    await deliver();
    expect(log).toEqual(["restart RemoteReset"]);
  },
);

test("B12.FR.02 B12.FR.04 B12.FR.05 Immediate ends the transactions, and restarts when that is told or given up", async () => {
  const { order, deliver, log, transactions } = bench();
  transactions.add(1).add(2);
  expect(await order("Immediate")).toBe("Accepted");
  expect(log).toEqual(["end 1 ImmediateReset", "end 2 ImmediateReset"]);
  await deliver();
  expect(log.at(-1)).toBe("restart RemoteReset");
});

test("B12.FR.01 B12.FR.03 OnIdle waits for the last transaction", async () => {
  const { order, deliver, end, log, transactions } = bench();
  transactions.add(1).add(2);
  expect(await order("OnIdle")).toBe("Scheduled");
  end(1);
  await deliver();
  expect(log).toEqual([]);
  end(2);
  await deliver();
  expect(log).toEqual(["restart ScheduledReset"]);
});

test("B12.FR.01 while it waits what is free is Unavailable, and what becomes free starts nothing", async () => {
  const { order, end, plug, unplug, transactions, availability, changes } = bench();
  plug(1);
  transactions.add(1);
  changes();
  await order("OnIdle");
  expect(changes()).toEqual(["2/1 Unavailable"]);
  transactions.add(2);
  end(1);
  unplug(1);
  expect(changes()).toEqual(["1/1 Available"]);
  expect(availability.usable(1)).toBe(false);
});

test("B12.FR.01 OnIdle ordered twice is one reset", async () => {
  const { order, deliver, end, log, transactions, changes } = bench();
  transactions.add(1);
  await order("OnIdle");
  changes();
  expect(await order("OnIdle")).toBe("Scheduled");
  expect(changes()).toEqual([]);
  end(1);
  await deliver();
  expect(log).toEqual(["restart ScheduledReset"]);
});

test("B12.FR.02 Immediate overtakes a reset that waits", async () => {
  const { order, deliver, log, transactions } = bench();
  transactions.add(1);
  await order("OnIdle");
  expect(await order("Immediate")).toBe("Accepted");
  await deliver();
  expect(log).toEqual(["end 1 ImmediateReset", "restart RemoteReset"]);
});

test("B11.FR.06 B12.FR.10 a station that is restarting takes no further order", async () => {
  const { order, deliver, log } = bench();
  await order("Immediate");
  expect(await order("Immediate")).toBe("Rejected");
  expect(await order("OnIdle", 1)).toBe("Rejected");
  await deliver();
  expect(await order("OnIdle")).toBe("Rejected");
  expect(log).toEqual(["restart RemoteReset"]);
});

test("B11.FR.07 a locked cable and a reservation are no idle state", async () => {
  const { order, deliver, log, plug, hardware, availability } = bench();
  plug(1);
  const connector = hardware.evses[0]?.connectors[0];
  connector?.lock();
  availability.setReserved(2, true);
  expect(await order("OnIdle")).toBe("Scheduled");
  connector?.unlock();
  await deliver();
  expect(log).toEqual([]);
  availability.setReserved(2, false);
  await deliver();
  expect(log).toEqual(["restart ScheduledReset"]);
});

test("B11 (errata 2025-06) a reservation that is pending somewhere at the station is no idle state of it", async () => {
  let pending = true;
  const { order, deliver, log, availability } = bench({ reservationPending: () => pending });
  availability.setReserved(2, true);
  expect(await order("OnIdle")).toBe("Scheduled");
  await deliver();
  expect(availability.usable(1)).toBe(false);
  expect(availability.usable(2)).toBe(true); // its driver may still come
  pending = false;
  availability.setReserved(2, false);
  await deliver();
  expect(log).toEqual(["restart ScheduledReset"]);
});

test("B11.FR.08 an EVSE that resets cannot be used for a moment, tells nothing, and the station goes on", async () => {
  const { order, deliver, log, changes, clock, availability } = bench();
  expect(await order("OnIdle", 1)).toBe("Accepted");
  await deliver();
  expect(availability.usable(1)).toBe(false);
  await clock.advance(Seconds(1));
  expect(availability.usable(1)).toBe(true);
  expect(changes()).toEqual([]);
  expect(log).toEqual([]);
  expect(await order("OnIdle", 1)).toBe("Accepted");
});

test("B12.FR.08 an immediate reset of an EVSE ends its transaction only, before it resets", async () => {
  const { order, deliver, log, transactions, availability } = bench();
  transactions.add(1).add(2);
  expect(await order("Immediate", 1)).toBe("Accepted");
  expect(log).toEqual(["end 1 ImmediateReset"]);
  await deliver();
  expect(availability.usable(1)).toBe(false);
  expect(availability.usable(2)).toBe(true);
});

test("B12.FR.07 an EVSE that resets OnIdle waits for its own transaction", async () => {
  const { order, deliver, end, transactions, changes } = bench();
  transactions.add(1).add(2);
  expect(await order("OnIdle", 1)).toBe("Scheduled");
  end(1);
  await deliver();
  expect(changes()).toEqual(["1/1 Unavailable"]);
});

test("B12.FR.06 an EVSE that a CSMS made Inoperative is so after its reset", async () => {
  const { order, deliver, availability, clock } = bench();
  availability.change({ evseId: 1 }, "Inoperative");
  await order("Immediate", 1);
  await deliver();
  await clock.advance(Seconds(1));
  expect(availability.status(1, 1)).toBe("Unavailable");
});

test("B11.FR.09 B12.FR.09 an EVSE that cannot be reset by itself, or does not exist, is Rejected", async () => {
  const { order, transactions } = bench({ allowReset: false });
  expect(await order("OnIdle", 1)).toBe("Rejected");
  transactions.add(1);
  expect(await order("Immediate", 1)).toBe("Rejected");
  expect(await order("OnIdle", 9)).toBe("Rejected");
});

test.each([
  ["Soft", "Reboot"],
  ["Hard", "ImmediateReset"],
] as const)("1.6 %s ends what runs as %s and restarts", async (type, reason) => {
  const { order16, deliver, log, transactions } = bench();
  transactions.add(2);
  expect(await order16(type)).toBe("Accepted");
  await deliver();
  expect(log).toEqual([`end 2 ${reason}`, "restart RemoteReset"]);
});

test("a reset that is disposed of does nothing any more", async () => {
  const { order, deliver, end, reset, log, transactions, clock } = bench();
  transactions.add(1);
  await order("OnIdle");
  reset.dispose();
  end(1);
  await deliver();
  expect(log).toEqual([]);
  expect(clock.pending()).toEqual([]);
});
