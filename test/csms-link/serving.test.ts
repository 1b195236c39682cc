import { Seconds } from "../../src/kernel/index.js";
import { loadValidators } from "../../src/protocol/index.js";
import type { TrafficRules } from "../../src/csms-link/index.js";
import { eventually } from "./support/eventually.js";
import { closeBenches, linkBench, servingBench as serving, type LinkBench } from "./support/link-bench.js";

afterEach(closeBenches);

const openRoad: TrafficRules = { maySend: () => true, mayDrain: () => true, refuseIncoming: () => null };

describe("CALLs of the CSMS", () => {
  test("are answered by their handler", async () => {
    const seen: unknown[] = [];
    const { csms } = await serving({
      Reset: (request: object) => {
        seen.push(request);
        return Promise.resolve({ response: { status: "Scheduled" } });
      },
    });
    csms.send([2, "r1", "Reset", { type: "OnIdle" }]);
    expect(await csms.next()).toEqual([3, "r1", { status: "Scheduled" }]);
    expect(seen).toEqual([{ type: "OnIdle" }]);
  });

  test.each([
    ["an unknown action", ["x", "MakeCoffee", {}], "NotImplemented"],
    ["a known action that is not served", ["x", "Reset", {}], "NotSupported"],
    ["a payload against its schema", ["x", "ClearCache", { bad: 1 }], "TypeConstraintViolation"],
  ])("%s is answered with its code", async (_, rest, code) => {
    const { csms, badFrames } = await serving();
    csms.send([2, ...rest]);
    expect(await csms.next()).toEqual([4, "x", code, expect.any(String), {}]);
    expect(badFrames).toHaveLength(1);
  });

  test("a handler's own error is answered as it says", async () => {
    const { csms } = await serving({ Reset: () => ({ error: "SecurityError", description: "no" }) });
    csms.send([2, "x", "Reset", {}]);
    expect(await csms.next()).toEqual([4, "x", "SecurityError", "no", {}]);
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("bug");
      },
    ],
    ["rejects", () => Promise.reject(new Error("bug"))],
    ["answers against its schema", () => ({ response: { bad: 1 } })],
  ])("a handler that %s is an InternalError, and the station lives on", async (_, handler) => {
    const { csms, log } = await serving({ Reset: handler });
    csms.send([2, "x", "Reset", {}]);
    expect(await csms.next()).toEqual([4, "x", "InternalError", expect.any(String), {}]);
    expect(log.some((line) => line.includes("Reset"))).toBe(true);
    csms.send([2, "y", "ClearCache", {}]);
    expect(await csms.next()).toEqual([3, "y", { status: "Accepted" }]);
  });

  test("B03.FR.08 what the registration refuses is answered with its error, unknown actions too", async () => {
    const { csms, link } = await serving();
    link.setTrafficRules({
      ...openRoad,
      refuseIncoming: () => ({ code: "SecurityError", description: "rejected" }),
    });
    csms.send([2, "x", "ClearCache", {}]);
    csms.send([2, "y", "MakeCoffee", {}]);
    expect(await csms.next()).toEqual([4, "x", "SecurityError", "rejected", {}]);
    expect(await csms.next()).toEqual([4, "y", "SecurityError", "rejected", {}]);
  });

  test("what a handler has to say at once comes after the response too", async () => {
    const bench = await linkBench();
    bench.link.serve("ocpp2.0.1", {
      Reset: () => {
        void bench.link.call("Heartbeat", {}).catch(() => undefined);
        return { response: { status: "Accepted" } };
      },
    });
    await bench.connect();
    bench.csms.send([2, "x", "Reset", { type: "OnIdle" }]);
    expect(await bench.csms.next()).toEqual([3, "x", { status: "Accepted" }]);
    expect(await bench.csms.next()).toEqual([2, expect.any(String), "Heartbeat", {}]);
  });

  test("what follows comes after the response", async () => {
    const bench = await linkBench();
    bench.link.serve("ocpp2.0.1", {
      Reset: () => ({
        response: { status: "Accepted" },
        afterwards: () => void bench.link.call("Heartbeat", {}).catch(() => undefined),
      }),
    });
    await bench.connect();
    bench.csms.send([2, "x", "Reset", {}]);
    expect(await bench.csms.next()).toEqual([3, "x", { status: "Accepted" }]);
    await bench.csms.nextCall("Heartbeat");
  });

  test("what follows may fail without harm", async () => {
    const { csms } = await serving({
      Reset: () => ({
        response: {},
        afterwards: () => {
          throw new Error("bug");
        },
      }),
    });
    csms.send([2, "x", "Reset", {}]);
    csms.send([2, "y", "ClearCache", {}]);
    expect(await csms.next()).toEqual([3, "x", {}]);
    expect(await csms.next()).toEqual([3, "y", { status: "Accepted" }]);
  });

  test("are served while a CALL of ours is outstanding", async () => {
    const { csms, link } = await serving();
    const call = link.call("Heartbeat", {});
    const { id } = await csms.nextCall("Heartbeat");
    csms.send([2, "x", "ClearCache", {}]);
    expect(await csms.next()).toEqual([3, "x", { status: "Accepted" }]);
    csms.send([3, id, {}]);
    await call;
  });

  test("that come all at once are served one by one in their order", async () => {
    let release = (): void => undefined;
    let atWork = 0;
    const { csms } = await serving({
      Reset: async () => {
        atWork++;
        await new Promise<void>((resolve) => (release = resolve));
        atWork--;
        return { response: {} };
      },
    });
    csms.send([2, "1", "Reset", {}]);
    csms.send([2, "2", "ClearCache", {}]);
    await eventually(() => atWork === 1);
    await csms.settled();
    expect(csms.received).toEqual([]);
    release();
    expect((await csms.next())[1]).toBe("1");
    expect((await csms.next())[1]).toBe("2");
  });

  test("Part 4, 4.2.3 an id that is being handled already is an error; one that was answered may come again", async () => {
    let release = (): void => undefined;
    const { csms } = await serving({
      Reset: async () => {
        await new Promise<void>((resolve) => (release = resolve));
        return { response: {} };
      },
    });
    csms.send([2, "same", "Reset", {}]);
    csms.send([2, "same", "ClearCache", {}]);
    expect(await csms.next()).toEqual([
      4,
      "same",
      "RpcFrameworkError",
      expect.stringContaining("already"),
      {},
    ]);
    release();
    expect(await csms.next()).toEqual([3, "same", {}]);
    csms.send([2, "same", "ClearCache", {}]);
    expect(await csms.next()).toEqual([3, "same", { status: "Accepted" }]);
  });

  test("a CSMS that floods the station is closed with 1008 and connected anew", async () => {
    const { csms, clock, link, connected } = await serving({ Reset: () => new Promise(() => undefined) });
    for (let i = 0; i < 40; i++) csms.send([2, `r${i}`, "Reset", {}]);
    await eventually(() => csms.closeCodes.length === 1);
    expect(csms.closeCodes).toEqual([1008]);
    expect(link.online).toBe(false);
    await clock.advance(Seconds(10));
    await connected();
    csms.send([2, "x", "ClearCache", {}]);
    expect(await csms.next()).toEqual([3, "x", { status: "Accepted" }]);
  });

  test("a response that is ready after the connection was lost goes nowhere, and nothing follows from it", async () => {
    let release = (): void => undefined;
    let followed = false;
    const { csms, clock, connected, link } = await serving({
      Reset: async () => {
        await new Promise<void>((resolve) => (release = resolve));
        return { response: {}, afterwards: () => void (followed = true) };
      },
    });
    csms.send([2, "x", "Reset", {}]);
    await csms.settled();
    link.drop();
    await clock.advance(Seconds(10));
    await connected();
    release();
    await csms.settled();
    expect(csms.received).toEqual([]);
    expect(followed).toBe(false);
  });

  test("an action is served once per version", async () => {
    const { link } = await serving();
    expect(() => link.serve("ocpp2.0.1", { ClearCache: () => ({ response: {} }) })).toThrow(/served already/);
    link.serve("ocpp1.6", { ClearCache: () => ({ response: {} }) });
  });

  test("1.6 writes the codes in its own words", async () => {
    const bench = await linkBench();
    bench.csms.welcome = { protocol: "ocpp1.6" };
    bench.link.serve("ocpp1.6", { Reset: () => new Promise(() => undefined) });
    await bench.connect();
    bench.csms.send([2, "x", "Reset", {}]);
    bench.csms.send([2, "x", "Reset", {}]);
    expect(await bench.csms.next()).toEqual([4, "x", "FormationViolation", expect.any(String), {}]);
  });
});

describe("with the schemas of OCPP 2.0.1", () => {
  test("requests and responses are held to them", async () => {
    const bench = await linkBench({ abilities: { validators: loadValidators } });
    bench.link.serve("ocpp2.0.1", {
      Reset: (request: object) => ({ response: { status: "evseId" in request ? "Nonsense" : "Accepted" } }),
    });
    await bench.connect();
    const answerTo = async (action: string, payload: object): Promise<unknown[]> => {
      bench.csms.send([2, "x", action, payload]);
      const [type, , codeOrPayload] = await bench.csms.next();
      return [type, codeOrPayload];
    };
    expect(await answerTo("Reset", { type: "OnIdle" })).toEqual([3, { status: "Accepted" }]);
    expect(await answerTo("Reset", {})).toEqual([4, "OccurrenceConstraintViolation"]);
    expect(await answerTo("Reset", { type: 7 })).toEqual([4, "TypeConstraintViolation"]);
    expect(await answerTo("Reset", { type: "Soon" })).toEqual([4, "PropertyConstraintViolation"]);
    expect(await answerTo("Reset", { type: "OnIdle", evseId: 1 })).toEqual([4, "InternalError"]);
    expect(await answerTo("ClearCache", {})).toEqual([4, "NotSupported"]);
    expect(await answerTo("toString", {})).toEqual([4, "NotImplemented"]);
  });
});

describe("message types of 2.1", () => {
  const speaking21 = async (): Promise<LinkBench> => {
    const bench = await linkBench({ target: { versions: ["ocpp2.1"] } });
    bench.csms.welcome = { protocol: "ocpp2.1" };
    bench.link.serve("ocpp2.1", { ClearCache: () => ({ response: { status: "Accepted" } }) });
    await bench.connect();
    return bench;
  };

  test.each([
    ["a SEND", [6, "x", "ClearCache", {}]],
    ["a CALLRESULTERROR", [5, "x", "FormatViolation", "what?", {}]],
  ])("%s gets no answer and is reported", async (_, frame) => {
    const { csms, badFrames } = await speaking21();
    csms.send(frame);
    await csms.settled();
    expect(csms.received).toEqual([]);
    expect(badFrames).toHaveLength(1);
  });

  test("Part 4, 4.4 in 2.0.1 they are unknown", async () => {
    const { csms } = await serving();
    csms.send([6, "x", "ClearCache", {}]);
    expect(await csms.next()).toEqual([4, "x", "MessageTypeNotSupported", expect.any(String), {}]);
  });
});

describe("the trace", () => {
  test("has every frame, with the action also on answers", async () => {
    const { csms, link, frames } = await serving();
    const call = link.call("Heartbeat", {});
    csms.send([3, (await csms.nextCall()).id, { currentTime: "now" }]);
    await call;
    csms.send([2, "x", "ClearCache", {}]);
    await csms.next();
    csms.send([2, "y", "MakeCoffee", {}]);
    await csms.next();
    expect(
      frames.map(({ seq, direction, messageType, action }) => [seq, direction, messageType, action]),
    ).toEqual([
      [1, "sent", "CALL", "Heartbeat"],
      [2, "received", "CALLRESULT", "Heartbeat"],
      [3, "received", "CALL", "ClearCache"],
      [4, "sent", "CALLRESULT", "ClearCache"],
      [5, "received", "CALL", "MakeCoffee"],
      [6, "sent", "CALLERROR", "MakeCoffee"],
    ]);
  });
});
