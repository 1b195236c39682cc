import { Milliseconds, Seconds } from "../../src/kernel/index.js";
import type { TrafficRules } from "../../src/csms-link/index.js";
import { closeBenches, linkBench } from "./support/link-bench.js";

afterEach(closeBenches);

const openRoad: TrafficRules = { maySend: () => true, mayDrain: () => true, refuseIncoming: () => null };

describe("the outbox on the wire", () => {
  const send = (link: { outbox: { enqueue(kind: string, fact: unknown): void } }, ...texts: string[]): void =>
    texts.forEach((text) => link.outbox.enqueue("note", { text }));

  test("facts and calls go in the order of their coming", async () => {
    const { csms, connect, link, told } = await linkBench();
    await connect();
    send(link, "1");
    const call = link.call("DataTransfer", { text: "2" });
    send(link, "3");
    for (const text of ["1", "2", "3"]) {
      const { id, payload } = await csms.nextCall();
      expect(payload).toEqual({ text });
      csms.send([3, id, {}]);
    }
    await call;
    await csms.settled();
    expect(told).toEqual(["delivered 1", "delivered 3"]);
    expect(link.outbox.length).toBe(0);
  });

  test("nothing of a transaction that rolls back goes out", async () => {
    const { csms, connect, link, store } = await linkBench();
    await connect();
    expect(() =>
      store.transaction(() => {
        send(link, "lost");
        throw new Error("no");
      }),
    ).toThrow();
    send(link, "kept");
    expect((await csms.nextCall()).payload).toEqual({ text: "kept" });
  });

  test("B02.FR.02 facts wait while the registration holds them back, calls do not", async () => {
    const { csms, connect, link } = await linkBench();
    let mayDrain = false;
    const rules = { ...openRoad, mayDrain: () => mayDrain };
    link.setTrafficRules(rules);
    await connect();
    send(link, "later");
    void link.call("Heartbeat", {});
    csms.send([3, (await csms.nextCall("Heartbeat")).id, {}]);
    await csms.settled();
    expect(csms.received).toHaveLength(1);
    mayDrain = true;
    link.setTrafficRules(rules);
    expect((await csms.nextCall()).payload).toEqual({ text: "later" });
  });

  test.each([
    ["a timeout", undefined, "timeout"],
    ["a CALLERROR", (id: string) => [4, id, "InternalError", "", {}], "rpcError"],
    ["an answer against its schema", (id: string) => [3, id, { bad: 1 }], "invalidResponse"],
  ])(
    "E13.FR.02, E13.FR.03, E13.FR.04 after %s: again after 1 and 2 intervals, then given up",
    async (_, answer, kind) => {
      const { csms, clock, connect, link, told } = await linkBench({
        settings: { messageAttempts: 3, messageAttemptInterval: 60, messageTimeout: 30 },
      });
      await connect();
      send(link, "refused", "next");
      const ids = new Set<string>();
      for (const wait of [60, 120, null]) {
        const { id, payload } = await csms.nextCall();
        ids.add(id);
        expect(payload).toEqual({ text: "refused" });
        if (answer) csms.send(answer(id));
        else await clock.advance(Seconds(30));
        await csms.settled();
        if (wait === null) break;
        await clock.advance(Milliseconds(wait * 1000 - 1));
        await csms.settled();
        expect(csms.received).toHaveLength(ids.size);
        await clock.advance(Milliseconds(1));
      }
      expect(ids.size).toBe(3);
      const { id, payload } = await csms.nextCall();
      expect(payload).toEqual({ text: "next" });
      expect(told).toEqual([`discarded refused: ${kind}`]);
      csms.send([3, id, {}]);
      await csms.settled();
      expect(told).toEqual([`discarded refused: ${kind}`, "delivered next"]);
    },
  );

  test("E13.FR.02 a later attempt that succeeds is the last, and the next fact starts to count anew", async () => {
    const { csms, clock, connect, link, told } = await linkBench({ settings: { messageAttempts: 2 } });
    await connect();
    send(link, "a", "b");
    for (const text of ["a", "b"]) {
      const first = await csms.nextCall();
      csms.send([4, first.id, "GenericError", "", {}]);
      await csms.settled();
      await clock.advance(Seconds(60));
      const second = await csms.nextCall();
      expect(second.payload).toEqual({ text });
      csms.send([3, second.id, {}]);
    }
    await csms.settled();
    expect(told).toEqual(["delivered a", "delivered b"]);
  });

  test("a fact that waits for its next attempt holds back the facts behind it, not the calls", async () => {
    const { csms, clock, connect, link } = await linkBench();
    await connect();
    send(link, "a", "b");
    csms.send([4, (await csms.nextCall()).id, "GenericError", "", {}]);
    await csms.settled();
    const call = link.call("Heartbeat", {});
    csms.send([3, (await csms.nextCall("Heartbeat")).id, {}]);
    await call;
    await csms.settled();
    expect(csms.received).toHaveLength(2);
    await clock.advance(Seconds(60));
    expect((await csms.nextCall()).payload).toEqual({ text: "a" });
  });

  test("being offline is not a failed attempt", async () => {
    const { csms, clock, connect, connected, link, told } = await linkBench({
      settings: { messageAttempts: 2 },
    });
    await connect();
    send(link, "a");
    for (let loss = 0; loss < 4; loss++) {
      await csms.nextCall();
      csms.socket.terminate();
      await clock.advance(Seconds(0));
      await clock.advance(Seconds(10));
      await connected();
    }
    csms.send([3, (await csms.nextCall()).id, {}]);
    await csms.settled();
    expect(told).toEqual(["delivered a"]);
  });

  test("E11.FR.07, E04.FR.03 all that waits when the connection is lost is marked, the outstanding one too", async () => {
    const { csms, clock, connect, connected, link } = await linkBench();
    await connect();
    send(link, "outstanding", "behind");
    expect((await csms.nextCall()).payload).toEqual({ text: "outstanding" });
    link.drop();
    expect(link.outbox.waiting().map(({ fact }) => fact)).toEqual([
      { text: "outstanding", offline: true },
      { text: "behind", offline: true },
    ]);
    await clock.advance(Seconds(10));
    await connected();
    for (const text of ["outstanding", "behind"]) {
      const { id, payload } = await csms.nextCall();
      expect(payload).toEqual({ text, offline: true });
      csms.send([3, id, {}]);
    }
  });

  test("E04.FR.02 a power cut loses nothing and keeps the order; what was waiting was offline meanwhile", async () => {
    const before = await linkBench();
    await before.connect();
    send(before.link, "a", "b", "c");
    before.csms.send([3, (await before.csms.nextCall()).id, {}]);
    await before.csms.nextCall();
    const after = before.restart();
    send(after.link, "d");
    await after.connect();
    const texts: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      const { id, payload } = await before.csms.nextCall();
      texts.push(payload);
      after.csms.send([3, id, {}]);
    }
    expect(texts).toEqual([
      { text: "b", offline: true },
      { text: "c", offline: true },
      { text: "d", offline: true },
    ]);
  });

  test("facts of a station offline for days leave one by one", async () => {
    const { csms, connect, link, told } = await linkBench();
    const many = Array.from({ length: 500 }, (_, i) => String(i));
    send(link, ...many);
    await connect();
    for (const text of many) {
      const { id, payload } = await csms.nextCall();
      expect(payload).toMatchObject({ text });
      csms.send([3, id, {}]);
    }
    await csms.settled();
    expect(told).toHaveLength(500);
  });

  test("stopping forgets the timer of the next attempt but not the fact", async () => {
    const { csms, clock, connect, link } = await linkBench();
    await connect();
    send(link, "a");
    csms.send([4, (await csms.nextCall()).id, "GenericError", "", {}]);
    await csms.settled();
    await link.stop();
    expect(clock.pending()).toEqual([]);
    expect(link.outbox.length).toBe(1);
  });
});
