import { request } from "node:http";
import { createHttpServers } from "../../src/octt-api/index.js";
import { ConfigurationError, createManualClock, createSilentLogger } from "../../src/kernel/index.js";
import { detailOf, startBench, type Bench } from "./support/bench.js";
import { createFakeSurface } from "./support/fake-surface.js";

const TOKEN = "s3cret-token";
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

describe("with a token", () => {
  test.each([{}, bearer("wrong"), bearer(""), { Authorization: `Basic ${TOKEN}` }])(
    "401 for %j",
    async (headers) => {
      await using bench = await startBench({ api: { token: TOKEN } });
      const response = await bench.call("POST", "/network", { online: false }, headers);
      expect(response.headers.get("WWW-Authenticate")).toBe('Bearer realm="station"');
      expect(await detailOf(response, 401)).toMatch(/^Authorization: /);
      expect(bench.station.done).toEqual([]);
    },
  );

  test("the right one opens, also with a name that is not loopback", async () => {
    await using bench = await startBench({ api: { token: TOKEN } });
    expect((await bench.call("GET", "/state", undefined, bearer(TOKEN))).status).toBe(200);
    expect(await statusFor(bench, { Host: "station.example", ...bearer(TOKEN) })).toBe(200);
  });

  test("every token that is shown is a login, right or wrong", async () => {
    await using bench = await startBench({ api: { token: TOKEN } });
    await bench.call("GET", "/state", undefined, bearer("wrong"));
    await bench.call("GET", "/state", undefined, bearer(TOKEN));
    await bench.call("GET", "/state");
    expect(bench.station.logins).toEqual([
      { accepted: false, origin: "127.0.0.1" },
      { accepted: true, origin: "127.0.0.1" },
    ]);
  });

  test.each(["/health", "/openapi.yaml", "/docs"])("%s needs none", async (path) => {
    await using bench = await startBench({ api: { token: TOKEN } });
    expect((await bench.call("GET", path)).status).toBe(200);
  });

  test.each(["/state", "/events", "/messages", "/nothing"])("%s needs it", async (path) => {
    await using bench = await startBench({ api: { token: TOKEN } });
    await detailOf(await bench.call("GET", path), 401);
  });

  test("the OCTT's own calls know no token and need none", async () => {
    await using bench = await startBench({ api: { token: TOKEN } });
    expect((await bench.sut("plugin")).status).toBe(200);
  });
});

describe("the configuration", () => {
  const make = (host: string, token: string | null, relayUrl?: string) => () =>
    createHttpServers({
      surface: createFakeSurface(),
      api: { host, port: 0, token },
      octt: { sut: true, evPort: null, relay: relayUrl === undefined ? null : { url: relayUrl, token: "t" } },
      clock: createManualClock(),
      logger: createSilentLogger(),
      version: "0.1.0",
    });

  test.each(["0.0.0.0", "::", "192.0.2.7", "station.example", "localhost.example", "127.example"])(
    "without a token, %s is refused",
    (host) => {
      expect(make(host, null)).toThrow(ConfigurationError);
      expect(make(host, null)).toThrow(/^api\.token: must be set where api\.host/);
      expect(make(host, TOKEN)).not.toThrow();
    },
  );

  test.each(["127.0.0.1", "127.8.9.10", "localhost", "::1"])("without a token, %s will do", (host) => {
    expect(make(host, null)).not.toThrow();
  });

  test.each(["", "two words", "ümlaut"])("the token %j cannot stand in a header", (token) => {
    expect(make("127.0.0.1", token)).toThrow(/^api\.token: must be null or/);
  });

  test.each(["octt.example", "https://octt.example/ws_api", "wss://octt.example/ws_api#part"])(
    "the relay cannot be at %s",
    (url) => expect(make("127.0.0.1", null, url)).toThrow(/^octt\.relay\.url: must be/),
  );
});

describe("pages of other sites", () => {
  test.each([
    ["127.0.0.1:8080", 200],
    ["localhost", 200],
    ["station.localhost:8080", 200],
    ["[::1]:8080", 200],
    ["evil.example", 403],
    ["127.0.0.1.evil.example", 403],
    ["192.168.0.7", 403],
  ])("a request for Host %s answers %d", async (host, status) => {
    await using bench = await startBench();
    expect(await statusFor(bench, { Host: host })).toBe(status);
  });

  test.each([{ Origin: "http://evil.example" }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }])(
    "cannot act: %j",
    async (headers) => {
      await using bench = await startBench();
      await detailOf(await bench.call("POST", "/reboot", undefined, headers), 403);
      const own = await bench.request("/api/v1/reboot", { method: "POST", headers });
      expect(own.status).toBe(403);
      expect(bench.station.done).toEqual([]);
    },
  );

  test("our own page can", async () => {
    await using bench = await startBench();
    const response = await bench.call("POST", "/reboot", undefined, { Origin: bench.servers.url });
    expect(response.status).toBe(202);
  });
});

/** The status of GET /state with headers that `fetch` would not send. */
function statusFor(bench: Bench, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { port: bench.servers.port, host: "127.0.0.1", path: "/octt/v1/state", headers };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
