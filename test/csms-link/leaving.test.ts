import { Milliseconds } from "../../src/kernel/index.js";
import { eventually } from "./support/eventually.js";
import { closeBenches, linkBench } from "./support/link-bench.js";

afterEach(closeBenches);

describe("leaving", () => {
  test("stop closes with 1001, leaves no timer and does not come back", async () => {
    const { csms, clock, connect, link, closed } = await linkBench({
      settings: { webSocketPingInterval: 20 },
    });
    await connect();
    await link.stop();
    await eventually(() => csms.closeCodes.length === 1);
    expect(csms.closeCodes).toEqual([1001]);
    expect(closed).toEqual(["the station stops"]);
    expect(clock.pending()).toEqual([]);
    await link.stop();
  });

  test("stop waits for a CSMS that does not say goodbye for two seconds only", async () => {
    const { csms, clock, connect, link } = await linkBench();
    await connect();
    csms.socket.pause();
    let stopped = false;
    void link.stop().then(() => (stopped = true));
    await clock.advance(Milliseconds(1999));
    expect(stopped).toBe(false);
    await clock.advance(Milliseconds(1));
    expect(stopped).toBe(true);
    expect(clock.pending()).toEqual([]);
  });

  test.each(["waiting", "connecting", "without network"])("stop while %s is at once", async (state) => {
    const { csms, clock, link, setNetwork } = await linkBench();
    if (state === "waiting") csms.welcome = { status: 500 };
    if (state === "without network") setNetwork(false);
    link.start();
    if (state === "waiting") await eventually(() => clock.nextIn() === 10_000);
    await link.stop();
    expect(clock.pending()).toEqual([]);
  });

  test("a stopped link can be started again", async () => {
    const { connect, link } = await linkBench();
    await connect();
    await link.stop();
    await connect();
    void link.stop();
    await connect();
  });

  test("drop cuts the connection without a close frame and backs off", async () => {
    const { csms, clock, connect, link } = await linkBench();
    await connect();
    link.drop();
    expect(link.online).toBe(false);
    await eventually(() => csms.closeCodes.length === 1);
    expect(csms.closeCodes).toEqual([1006]);
    expect(clock.pending()).toEqual(["reconnect @ 10000 ms"]);
  });

  test("reconnect closes with 1001 and connects anew without waiting", async () => {
    const { csms, connect, connected, link, closed } = await linkBench();
    await connect();
    link.reconnect("the password changed");
    expect(link.online).toBe(false);
    await connected();
    expect(csms.closeCodes).toEqual([1001]);
    expect(closed).toEqual(["the password changed"]);
    expect(csms.handshakes).toHaveLength(2);
  });

  test("a listener may stop the link while it is told of the end of the connection", async () => {
    const { clock, connect, link } = await linkBench();
    await connect();
    link.events.on("closed", () => void link.stop());
    link.drop();
    expect(clock.pending()).toEqual([]);
  });
});
