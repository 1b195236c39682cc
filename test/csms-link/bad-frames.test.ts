import fc from "fast-check";
import { Seconds } from "../../src/kernel/index.js";
import { eventually } from "./support/eventually.js";
import { closeBenches, servingBench as serving, type LinkBench } from "./support/link-bench.js";

afterEach(closeBenches);

describe("frames that are not in order", () => {
  const stillServes = async ({ csms }: LinkBench, id: string): Promise<void> => {
    csms.send([2, id, "ClearCache", {}]);
    await eventually(
      () => csms.received.some((frame) => frame[0] === 3 && frame[1] === id),
      () => `an answer to ${id}`,
    );
  };

  test.each([
    ["no JSON", "{{{"],
    ["no array", '{"a":1}'],
    ["no message id", '[2,7,"ClearCache",{}]'],
    ["a message id of 37 characters", JSON.stringify([2, "x".repeat(37), "ClearCache", {}])],
    ["a CALL without action", '[2,"x"]'],
    ["an unknown message type", '[9,"x","ClearCache",{}]'],
  ])("%s is answered with a CALLERROR and reported", async (_, text) => {
    const bench = await serving();
    bench.csms.sendText(text);
    const [type, , code] = await bench.csms.next();
    expect(type).toBe(4);
    expect(code).toMatch(/^(RpcFrameworkError|MessageTypeNotSupported|FormatViolation|ProtocolError)$/);
    expect(bench.badFrames).toHaveLength(1);
    await stillServes(bench, "after");
  });

  test.each([
    ["an answer to nothing", '[3,"x",{}]'],
    ["an error to nothing", '[4,"x","GenericError","",{}]'],
    ["a binary frame", Buffer.from('[2,"x","ClearCache",{}]')],
  ])("%s is ignored and reported", async (_, text) => {
    const bench = await serving();
    bench.csms.sendText(text);
    await bench.csms.settled();
    expect(bench.csms.received).toEqual([]);
    expect(bench.badFrames).toHaveLength(1);
    await stillServes(bench, "after");
  });

  test("a message above the size limit ends the connection, and the station comes back", async () => {
    const bench = await serving();
    bench.csms.send([2, "x", "ClearCache", { customData: "x".repeat(1024 * 1024) }]);
    await eventually(() => bench.closed.length === 1);
    expect(bench.closed[0]).toContain("more than 1048576 bytes");
    expect(bench.badFrames).toHaveLength(1);
    await bench.clock.advance(Seconds(10));
    await bench.connected();
    await stillServes(bench, "after");
  });

  test("text that is not UTF-8 ends the connection, and the station comes back", async () => {
    const bench = await serving();
    bench.csms.socket.send(Buffer.from([0x5b, 0xff, 0xfe]), { binary: false });
    await eventually(() => bench.closed.length === 1);
    expect(bench.closed[0]).toContain("not UTF-8");
    await bench.clock.advance(Seconds(10));
    await bench.connected();
    await stillServes(bench, "after");
  });

  test("whatever text comes, the next valid CALL is answered", async () => {
    const bench = await serving();
    let n = 0;
    const anyText = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json(),
      fc
        .array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.string(), fc.jsonValue()), { maxLength: 6 })
        .map((a) => JSON.stringify(a)),
      fc
        .tuple(
          fc.constantFrom(2, 3, 4, 5, 6),
          fc.string({ maxLength: 40 }),
          fc.constantFrom("ClearCache", "Reset", "toString", "__proto__"),
          fc.jsonValue(),
        )
        .map((a) => JSON.stringify(a)),
      fc.constant("[".repeat(50_000)),
      fc.constant(`${"[".repeat(50_000)}${"]".repeat(50_000)}`),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        bench.csms.sendText(text);
        await stillServes(bench, `valid-${n++}`);
        expect(bench.link.online).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
