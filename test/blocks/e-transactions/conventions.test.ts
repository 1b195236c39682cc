import { Seconds } from "../../../src/kernel/index.js";
import { alice, bench, bob, carol, type Bench, type BenchOptions } from "./bench.js";

const at = { evseId: 1, connectorId: 1 };
const ocpp16 = (options: BenchOptions = {}): Bench =>
  bench({
    ...options,
    start: ["PowerPathClosed"],
    stop: ["Authorized", "EVConnected"],
    startsOnlyLocked: true,
    asksOnlyWhereItMatters: true,
  });
const charging = async (driver: typeof carol): Promise<Bench> => {
  const b = ocpp16();
  b.hardware.actions.plugIn({ ...at, side: "both" });
  await b.swipe(driver, 1);
  expect(b.told()).toContainEqual(expect.stringMatching(/^Started/));
  b.asked.length = 0;
  return b;
};

describe("in OCPP 1.6", () => {
  test("a transaction does not start where the cable cannot be locked", async () => {
    const b = ocpp16();
    await b.swipe(carol, 1);
    b.hardware.actions.plugIn({ ...at, side: "both", halfway: true });
    await b.clock.advance(Seconds(0));
    expect(b.told()).toEqual([]);
    expect(b.lockFailures).toContain(true);
  });

  test("nobody is asked about a token that can neither stop nor start anything (4.1)", async () => {
    const b = await charging(carol);
    await b.swipe(alice, 1);
    expect(b.asked).toEqual([]);
    expect(b.told()).toEqual([]);
  });

  test("the CSMS is asked about another token where the driver has a group", async () => {
    const b = await charging(alice);
    await b.swipe(bob, 1);
    expect(b.asked).toEqual([bob.idToken]);
    expect(b.told()).toContainEqual(expect.stringMatching(/^Ended/));
  });

  test.each([
    ["nobody is asked about a token where another alone has reserved (5.13)", false, []],
    ["the CSMS is asked about a token whose group may have reserved (5.13)", true, [alice.idToken]],
  ])("%s", async (_sentence, mayAdmit, asked) => {
    const b = ocpp16({
      reservations: {
        admits: () => false,
        mayAdmit: () => mayAdmit,
        isReservedFor: () => false,
        use: () => undefined,
      },
    });
    await b.swipe(alice, 1);
    expect(b.asked).toEqual(asked);
    expect(b.transactions.authorizedAt(1)).toBeNull();
  });

  test("the CSMS is asked about another token where it may start at another EVSE", async () => {
    const b = await charging(carol);
    await b.swipe(alice);
    expect(b.asked).toEqual([alice.idToken]);
  });
});
