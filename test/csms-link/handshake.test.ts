import {
  connectionUrl,
  handshakeOptions,
  printableUrl,
  targetProblem,
} from "../../src/csms-link/handshake.js";
import type { ConnectionTarget } from "../../src/csms-link/index.js";

const target: ConnectionTarget = {
  url: "ws://csms.example/ocpp",
  identity: "CS001",
  securityProfile: 1,
  basicAuthPassword: "sixteen-letters!",
  versions: ["ocpp2.0.1"],
  configurationSlot: null,
};

test.each([
  ["ws://csms.example/ocpp", "CS001", "ws://csms.example/ocpp/CS001"],
  ["ws://csms.example/ocpp/", "CS001", "ws://csms.example/ocpp/CS001"],
  ["wss://csms.example", "RDAM 123", "wss://csms.example/RDAM%20123"],
  ["ws://csms.example/o?tenant=1", "a/b", "ws://csms.example/o/a%2Fb?tenant=1"],
])("Part 4, 3.1.1 the connection URL of %s and %s", (url, identity, expected) => {
  expect(connectionUrl({ url, identity })).toBe(expected);
});

test("A00.FR.204, A00.FR.205 the credentials are identity and password in UTF-8", () => {
  const { headers } = handshakeOptions({ ...target, basicAuthPassword: "pässword-16-char" }, undefined);
  expect(headers).toEqual({
    Authorization: `Basic ${Buffer.from("CS001:pässword-16-char", "utf8").toString("base64")}`,
  });
});

test.each([0, 3] as const)("profile %d sends no password", (securityProfile) => {
  expect(handshakeOptions({ ...target, securityProfile }, undefined).headers).toBeUndefined();
});

test("TLS material reaches the handshake in profiles 2 and 3 only", () => {
  expect(handshakeOptions({ ...target, securityProfile: 2 }, { ca: "root" })).toMatchObject({ ca: "root" });
  expect(handshakeOptions({ ...target, securityProfile: 1 }, { ca: "root" })).not.toHaveProperty("ca");
});

test.each([
  [{}, false, null],
  [{ url: "http://csms.example" }, false, /not a ws: or wss: URL/],
  [{ url: "nonsense" }, false, /not a ws: or wss: URL/],
  [{ versions: [] }, false, /no OCPP version/],
  [{ basicAuthPassword: "" }, false, /needs a BasicAuthPassword/],
  [{ securityProfile: 2 }, true, /needs a wss: URL/],
  [{ securityProfile: 2, url: "wss://csms.example" }, false, /needs TLS/],
  [{ securityProfile: 3, url: "wss://csms.example" }, true, null],
] as const)("a target with %j is judged before anything is sent", (change, hasTls, problem) => {
  const verdict = targetProblem({ ...target, ...change }, hasTls);
  if (problem === null) expect(verdict).toBeNull();
  else expect(verdict).toMatch(problem);
});

test("credentials in a URL are not printed", () => {
  expect(printableUrl("ws://user:secret@csms.example/ocpp")).toBe("ws://csms.example/ocpp");
});
