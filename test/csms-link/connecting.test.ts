import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { Milliseconds, Seconds } from "../../src/kernel/index.js";
import { eventually } from "./support/eventually.js";
import { closeBenches, linkBench } from "./support/link-bench.js";

afterEach(closeBenches);

describe("the handshake", () => {
  test("Part 4, 3.1 goes to the URL with the identity, offers the versions in order, asks for no compression", async () => {
    const { csms, connect, link } = await linkBench();
    await connect();
    expect(csms.handshakes).toEqual([
      {
        path: "/ocpp/CS%20001",
        protocols: "ocpp2.0.1,ocpp1.6",
        authorization: undefined,
        extensions: undefined,
      },
    ]);
    expect(link.version).toBe("ocpp2.0.1");
  });

  test("A00.FR.203, A00.FR.204 profile 1 sends identity and password", async () => {
    const { csms, connect } = await linkBench({
      target: { identity: "CS001", securityProfile: 1, basicAuthPassword: "0123456789abcdef" },
    });
    await connect();
    const [, credentials] = csms.handshakes[0]?.authorization?.split(" ") ?? [];
    expect(Buffer.from(credentials ?? "", "base64").toString()).toBe("CS001:0123456789abcdef");
  });

  test("the version is the one that the CSMS chose, also after the connection is lost", async () => {
    const { csms, connect, link } = await linkBench();
    csms.welcome = { protocol: "ocpp1.6" };
    await connect();
    expect(link.version).toBe("ocpp1.6");
    link.drop();
    expect(link.version).toBe("ocpp1.6");
  });

  test.each([{ protocol: false as const }, { protocol: "ocpp9" }])(
    "a CSMS that answers with subprotocol %j is left and tried again",
    async (welcome) => {
      const { csms, clock, link, log, connected } = await linkBench();
      csms.welcome = welcome;
      link.start();
      await eventually(() => clock.nextIn() === 10_000, "back-off");
      expect(link.online).toBe(false);
      expect(log.join()).toContain("it chose none of the offered OCPP versions");
      csms.welcome = { protocol: "ocpp2.0.1" };
      await clock.advance(Seconds(10));
      await connected();
    },
  );

  test.each([
    [401, "it refused the identity or password (HTTP 401)"],
    [404, "it does not know this identity (HTTP 404)"],
    [503, "it answered HTTP 503"],
  ])("HTTP %d is logged in plain words and tried again", async (status, words) => {
    const { csms, clock, link, log, connected } = await linkBench();
    csms.welcome = { status };
    link.start();
    await eventually(() => clock.nextIn() === 10_000, "back-off");
    expect(log.join()).toContain(words);
    csms.welcome = { protocol: "ocpp2.0.1" };
    await clock.advance(Seconds(10));
    await connected();
  });

  test("a CSMS that takes the call but never answers the handshake is given up after a time", async () => {
    const callers: Socket[] = [];
    const mute = createServer((socket) => void callers.push(socket)).listen(0, "127.0.0.1");
    await eventually(() => mute.listening);
    const { clock, link, log } = await linkBench({
      target: { url: `ws://127.0.0.1:${(mute.address() as AddressInfo).port}` },
    });
    link.start();
    await clock.advance(Seconds(30));
    expect(log.join()).toContain("it did not answer the WebSocket handshake in time");
    expect(clock.pending()).toEqual(["reconnect @ 10000 ms"]);
    for (const caller of callers) caller.destroy();
    mute.close();
  });

  test.each([2, 3] as const)(
    "profile %d without TLS is not started, and says so",
    async (securityProfile) => {
      const { csms, clock, link, log } = await linkBench({
        target: { url: "wss://127.0.0.1:1/ocpp", securityProfile, basicAuthPassword: "0123456789abcdef" },
      });
      link.start();
      expect(log).toEqual([expect.stringContaining(`security profile ${securityProfile} needs TLS`)]);
      expect(clock.pending()).toEqual([]);
      expect(csms.handshakes).toEqual([]);
    },
  );

  test("the password is never logged", async () => {
    const { csms, link, log, clock } = await linkBench({
      target: { securityProfile: 1, basicAuthPassword: "very-secret-word" },
    });
    csms.welcome = { status: 401 };
    link.start();
    await eventually(() => clock.nextIn() !== null && log.length > 0);
    expect(log.join()).not.toContain("very-secret-word");
  });
});

describe("Part 4, 5.3 reconnecting", () => {
  test("waits the minimum, doubles, stays, and starts over after a success", async () => {
    const { csms, clock, connect, link } = await linkBench({ settings: { retryBackOffRepeatTimes: 2 } });
    await connect();
    csms.welcome = { status: 500 };
    csms.socket.terminate();
    const waits: (number | null)[] = [];
    for (let attempt = 1; attempt <= 4; attempt++) {
      await eventually(() => clock.pending()[0]?.startsWith("reconnect") === true, "back-off");
      const wait = clock.nextIn();
      waits.push(wait);
      if (attempt === 4) csms.welcome = { protocol: "ocpp2.0.1" };
      await clock.advance(Milliseconds((wait ?? 0) - 1));
      expect(csms.handshakes).toHaveLength(attempt);
      await clock.advance(Milliseconds(1));
      await eventually(() => csms.handshakes.length === attempt + 1, "an attempt");
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 40_000]);
    await eventually(() => link.online);
    csms.socket.terminate();
    await eventually(() => clock.nextIn() === 10_000, "the first wait again");
  });

  test("a first attempt that fails is followed by the same back-off", async () => {
    const { csms, clock, link } = await linkBench({ settings: { retryBackOffRandomRange: 5 } });
    csms.welcome = { status: 500 };
    link.start();
    await eventually(() => clock.nextIn() !== null && clock.pending()[0]?.startsWith("reconnect") === true);
    expect(clock.nextIn()).toBeGreaterThanOrEqual(10_000);
    expect(clock.nextIn()).toBeLessThan(15_000);
  });

  test("opened tells how long the station was offline", async () => {
    const { clock, connect, connected, link } = await linkBench();
    const opened: unknown[] = [];
    link.events.on("opened", (event) => opened.push(event));
    await connect();
    link.drop();
    await clock.advance(Seconds(10));
    await connected();
    expect(opened).toEqual([
      { version: "ocpp2.0.1", offlineFor: null },
      { version: "ocpp2.0.1", offlineFor: 10_000 },
    ]);
  });
});

describe("the network", () => {
  test("when it is lost the connection is dropped at once, without a close frame, and no attempt is made", async () => {
    const { csms, clock, connect, link, closed, setNetwork } = await linkBench();
    await connect();
    setNetwork(false);
    expect(link.online).toBe(false);
    expect(closed).toEqual(["the network is down"]);
    await eventually(() => csms.closeCodes.length === 1);
    expect(csms.closeCodes).toEqual([1006]);
    await clock.advance(Seconds(1000));
    expect(csms.handshakes).toHaveLength(1);
    expect(clock.pending()).toEqual([]);
  });

  test("nothing that was on its way comes in any more", async () => {
    const { csms, connect, link, setNetwork } = await linkBench();
    let served = 0;
    link.serve("ocpp2.0.1", { ClearCache: () => (served++, { response: {} }) });
    await connect();
    csms.send([2, "1", "ClearCache", {}]);
    setNetwork(false);
    await eventually(() => csms.closeCodes.length === 1);
    expect(served).toBe(0);
    expect(csms.received).toEqual([]);
  });

  test("when it returns the station connects at once", async () => {
    const { connect, connected, setNetwork } = await linkBench();
    await connect();
    setNetwork(false);
    setNetwork(true);
    await connected();
  });

  test("a station that starts without network connects when it comes", async () => {
    const { csms, clock, link, connected, setNetwork } = await linkBench();
    setNetwork(false);
    link.start();
    await clock.advance(Seconds(100));
    expect(csms.handshakes).toEqual([]);
    setNetwork(true);
    await connected();
  });
});

describe("pings", () => {
  test("a CSMS that no longer answers them has lost the connection", async () => {
    const { csms, clock, connect, link, closed } = await linkBench({
      settings: { webSocketPingInterval: 20 },
    });
    await connect();
    const pinged = new Promise((resolve) => csms.socket.once("ping", resolve));
    await clock.advance(Seconds(20));
    await pinged;
    await csms.settled();
    await clock.advance(Seconds(20));
    await csms.settled();
    expect(link.online).toBe(true);
    csms.socket.pause();
    await clock.advance(Seconds(40));
    expect(link.online).toBe(false);
    expect(closed).toEqual(["it no longer answers pings"]);
  });

  test("an idle station without pings has no timer at all", async () => {
    const { clock, connect } = await linkBench();
    await connect();
    expect(clock.pending()).toEqual([]);
  });

  test("a new WebSocketPingInterval holds for the open connection", async () => {
    const { clock, connect, settings, pingIntervalChanged } = await linkBench();
    await connect();
    settings.webSocketPingInterval = 7;
    pingIntervalChanged();
    expect(clock.pending()).toEqual(["WebSocket ping @ 7000 ms"]);
  });
});
