import { Milliseconds, Seconds } from "../../src/kernel/index.js";
import { CallFailed, type CallFailure, type TrafficRules } from "../../src/csms-link/index.js";
import { closeBenches, linkBench } from "./support/link-bench.js";

afterEach(closeBenches);

const openRoad: TrafficRules = { maySend: () => true, mayDrain: () => true, refuseIncoming: () => null };
const failureOf = async (call: Promise<unknown>): Promise<CallFailure> => {
  const error: unknown = await call.then(
    (response) => new Error(`was answered ${JSON.stringify(response)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof CallFailed) return error.failure;
  throw error;
};

describe("calls", () => {
  test("a call gets the response of the CSMS", async () => {
    const { csms, connect, link } = await linkBench();
    await connect();
    const response = link.call("Heartbeat", {});
    const { id } = await csms.nextCall("Heartbeat");
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    csms.send([3, id, { currentTime: "2026-01-01T00:00:00Z" }]);
    expect(await response).toEqual({ currentTime: "2026-01-01T00:00:00Z" });
  });

  test("Part 4, 4.1.1 one is outstanding at a time, in the order of their coming, each with an id of its own", async () => {
    const { csms, connect, link } = await linkBench();
    await connect();
    const answers = ["a", "b", "c"].map((data) => link.call("DataTransfer", { data }));
    const ids = new Set<string>();
    for (const data of ["a", "b", "c"]) {
      const call = await csms.nextCall();
      expect(call.payload).toEqual({ data });
      await csms.settled();
      expect(csms.received).toHaveLength(ids.add(call.id).size);
      csms.send([3, call.id, { data }]);
    }
    expect(await Promise.all(answers)).toEqual([{ data: "a" }, { data: "b" }, { data: "c" }]);
    expect(ids.size).toBe(3);
  });

  test("MessageTimeout ends a call; the next one goes; the late answer is ignored", async () => {
    const { csms, clock, connect, link, badFrames } = await linkBench({ settings: { messageTimeout: 5 } });
    await connect();
    const first = link.call("Heartbeat", {});
    const second = link.call("DataTransfer", {});
    const failed = failureOf(first);
    const { id } = await csms.nextCall("Heartbeat");
    await clock.advance(Milliseconds(4999));
    await csms.settled();
    expect(csms.received).toHaveLength(1);
    await clock.advance(Milliseconds(1));
    expect(await failed).toEqual({ kind: "timeout" });
    const next = await csms.nextCall("DataTransfer");
    csms.send([3, id, { late: true }]);
    csms.send([3, next.id, { data: "in time" }]);
    expect(await second).toEqual({ data: "in time" });
    expect(badFrames).toEqual(["a late or second answer to Heartbeat is ignored"]);
    expect(clock.pending()).toEqual([]);
  });

  test("a CALLERROR and an answer against its schema fail the call with their reason", async () => {
    const { csms, connect, link } = await linkBench();
    await connect();
    const refused = failureOf(link.call("Heartbeat", {}));
    csms.send([4, (await csms.nextCall()).id, "NotSupported", "not today", {}]);
    expect(await refused).toEqual({ kind: "rpcError", code: "NotSupported", description: "not today" });

    const wrong = failureOf(link.call("Heartbeat", {}));
    csms.send([3, (await csms.nextCall()).id, { bad: 1 }]);
    expect(await wrong).toEqual({ kind: "invalidResponse", description: "/bad must not be there" });
  });

  test("an answer that cannot be read ends its call", async () => {
    const { csms, connect, link, badFrames } = await linkBench();
    await connect();
    const broken = failureOf(link.call("Heartbeat", {}));
    csms.send([3, (await csms.nextCall()).id, "no object"]);
    expect(await broken).toMatchObject({ kind: "invalidResponse" });
    expect(badFrames).toHaveLength(1);
  });

  test("without connection a call fails at once", async () => {
    const { link } = await linkBench();
    expect(await failureOf(link.call("Heartbeat", {}))).toEqual({ kind: "offline" });
  });

  test("when the connection is lost, outstanding and queued calls fail and none is sent later", async () => {
    const { csms, clock, connect, connected, link } = await linkBench();
    await connect();
    const calls = [failureOf(link.call("Heartbeat", {})), failureOf(link.call("DataTransfer", {}))];
    await csms.nextCall("Heartbeat");
    csms.socket.terminate();
    expect(await Promise.all(calls)).toEqual([{ kind: "offline" }, { kind: "offline" }]);
    await clock.advance(Seconds(10));
    await connected();
    await csms.settled();
    expect(csms.received).toHaveLength(1);
  });

  test("B02.FR.02 what the registration does not allow is refused at the moment of sending", async () => {
    const { csms, connect, link } = await linkBench();
    let accepted = true;
    link.setTrafficRules({
      ...openRoad,
      maySend: (action, instructed) => accepted || instructed || action === "Heartbeat",
    });
    await connect();
    const first = link.call("Heartbeat", {});
    const refused = failureOf(link.call("DataTransfer", {}));
    const instructed = link.call("DataTransfer", {}, { instructed: true });
    accepted = false;
    csms.send([3, (await csms.nextCall("Heartbeat")).id, {}]);
    expect(await first).toEqual({});
    expect(await refused).toEqual({ kind: "notAllowed" });
    csms.send([3, (await csms.nextCall("DataTransfer")).id, {}]);
    expect(await instructed).toEqual({});
  });

  test("B01.FR.08 what may go later waits without holding the others up, until the rules change", async () => {
    const { csms, connect, link } = await linkBench();
    link.setTrafficRules({ ...openRoad, maySend: (_action, instructed) => (instructed ? "later" : true) });
    await connect();
    const waiting = link.call("DataTransfer", { data: "report" }, { instructed: true });
    const other = link.call("Heartbeat", {});
    csms.send([3, (await csms.nextCall("Heartbeat")).id, {}]);
    expect(await other).toEqual({});
    await csms.settled();
    expect(csms.received).toHaveLength(1);
    link.setTrafficRules(openRoad);
    csms.send([3, (await csms.nextCall("DataTransfer")).id, {}]);
    expect(await waiting).toEqual({});
  });

  test("what waits for the rules to change fails with the connection", async () => {
    const { connect, link } = await linkBench();
    link.setTrafficRules({ ...openRoad, maySend: () => "later" });
    await connect();
    const waiting = failureOf(link.call("Heartbeat", {}));
    link.drop();
    expect(await waiting).toEqual({ kind: "offline" });
  });

  test("a message of ours against its own schema is not sent, and the next one goes", async () => {
    const { csms, connect, link } = await linkBench();
    await connect();
    const failed = failureOf(link.call("DataTransfer", { bad: 1 }));
    const good = link.call("Heartbeat", {});
    csms.send([3, (await csms.nextCall("Heartbeat")).id, {}]);
    expect(await failed).toMatchObject({ kind: "rpcError", code: "TypeConstraintViolation" });
    expect(await good).toEqual({});
  });
});
