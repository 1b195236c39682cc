import {
  authorizationHandlersOcpp16,
  authorizationHandlersOcpp2,
  createAuthorizePort,
  idTokenFromIdTag,
  idTokenFromOcpp2,
  type AuthorizePort,
} from "../../../src/blocks/c-authorization/index.js";
import type { CsmsLink } from "../../../src/csms-link/index.js";
import type { OcppVersion } from "../../../src/protocol/index.js";

/** A link that records calls and answers them all alike. */
function bench(version: OcppVersion, response: object) {
  const calls: { action: string; payload: object }[] = [];
  const link: Pick<CsmsLink, "call" | "version"> = {
    version,
    call: <Response extends object>(action: string, payload: object) => {
      calls.push({ action, payload });
      return Promise.resolve(response as Response);
    },
  };
  const port: AuthorizePort = createAuthorizePort(link);
  return { port, calls };
}

describe.each<OcppVersion>(["ocpp2.0.1", "ocpp2.1"])("%s", (version) => {
  test("C01.FR.02 C10.FR.09 Authorize carries the idToken; the answer's tariff is left behind", async () => {
    const { port, calls } = bench(version, {
      idTokenInfo: {
        status: "Accepted",
        groupIdToken: { idToken: "family", type: "Central" },
        cacheExpiryDateTime: "2027-01-01T00:00:00Z",
        evseId: [1],
        chargingPriority: 3,
        language1: "nl",
        language2: "en",
        personalMessage: { format: "UTF8", content: "Welkom", language: "nl" },
      },
      tariff: { tariffId: "night" },
    });
    const additionalInfo = [{ additionalIdToken: "x", type: "contract" }];
    expect(await port.authorize({ idToken: "04A2", type: "ISO14443", additionalInfo })).toEqual({
      status: "Accepted",
      groupIdToken: { idToken: "family", type: "Central" },
      cacheExpiryDateTime: "2027-01-01T00:00:00Z",
      evseId: [1],
      chargingPriority: 3,
      language1: "nl",
      language2: "en",
      personalMessage: { format: "UTF8", content: "Welkom", language: "nl" },
    });
    expect(calls).toEqual([
      { action: "Authorize", payload: { idToken: { idToken: "04A2", type: "ISO14443", additionalInfo } } },
    ]);
  });
});

test.each<[OcppVersion, number]>([
  ["ocpp2.0.1", 36],
  ["ocpp2.1", 255],
  ["ocpp1.6", 20],
])("in %s an idToken of more than %i characters is Invalid without asking", async (version, longest) => {
  const { port, calls } = bench(version, {
    idTokenInfo: { status: "Accepted" },
    idTagInfo: { status: "Accepted" },
  });
  expect(await port.authorize({ idToken: "x".repeat(longest + 1), type: "Local" })).toEqual({
    status: "Invalid",
  });
  expect(calls).toEqual([]);
  expect(await port.authorize({ idToken: "x".repeat(longest), type: "Local" })).toEqual({
    status: "Accepted",
  });
});

test("OCPP 1.6 asks with an idTag; parentIdTag is the group, expiryDate the cache's expiry", async () => {
  const { port, calls } = bench("ocpp1.6", {
    idTagInfo: { status: "ConcurrentTx", parentIdTag: "family", expiryDate: "2027-01-01T00:00:00Z" },
  });
  expect(await port.authorize({ idToken: "04A2", type: "ISO14443" })).toEqual({
    status: "ConcurrentTx",
    groupIdToken: { idToken: "family", type: "Central" },
    cacheExpiryDateTime: "2027-01-01T00:00:00Z",
  });
  expect(calls).toEqual([{ action: "Authorize", payload: { idTag: "04A2" } }]);
});

test("an idTag is the same idToken as the card at the reader", () => {
  expect(idTokenFromIdTag("04A2")).toEqual({ idToken: "04A2", type: "ISO14443" });
});

test("a type of OCPP 2.1 that is not known counts as Central", () => {
  expect(idTokenFromOcpp2({ idToken: "x", type: "VIN" })).toEqual({ idToken: "x", type: "Central" });
  expect(idTokenFromOcpp2({ idToken: "x", type: "eMAID" })).toEqual({ idToken: "x", type: "eMAID" });
});

describe.each([
  ["OCPP 2", authorizationHandlersOcpp2],
  ["OCPP 1.6", authorizationHandlersOcpp16],
])("ClearCache in %s", (_version, handlersOf) => {
  test.each<[string, boolean]>([
    ["Accepted", true], // C11.FR.03
    ["Rejected", false], // C11.FR.04, C11.FR.05
  ])("C11.FR.02 answers %s", async (status, cleared) => {
    const handler = handlersOf({ clearCache: () => cleared })["ClearCache"];
    expect(await handler?.({} as never)).toEqual({ response: { status } });
  });
});
