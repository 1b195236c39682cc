import fc from "fast-check";
import type { AuthorizationStatus, IdTokenType } from "../../../src/blocks/c-authorization/index.js";
import {
  decideLocally,
  type LocalEntry,
  type LocalRules,
} from "../../../src/blocks/c-authorization/local-decision.js";

const off: LocalRules = {
  localPreAuthorize: false,
  localAuthorizeOffline: false,
  offlineTxForUnknownId: false,
  disableRemoteAuthorization: false,
  disablePostAuthorize: { cache: false, localList: false },
  contractValidationOffline: false,
};
const usual: LocalRules = { ...off, localPreAuthorize: true, localAuthorizeOffline: true };

const cached = (status: AuthorizationStatus, lapsed = false): LocalEntry => ({
  source: "cache",
  info: { status },
  lapsed,
});
const listed = (status: AuthorizationStatus, lapsed = false): LocalEntry => ({
  source: "localList",
  info: { status },
  lapsed,
});

/** The decision in a few words: verdict, and status and source where there is one. */
function decision(
  entry: LocalEntry | null,
  online: boolean,
  rules: Partial<LocalRules>,
  type: IdTokenType = "ISO14443",
): string {
  const made = decideLocally(type, entry, online, { ...usual, ...rules });
  return made.verdict === "ask" ? "ask" : `${made.verdict} ${made.info.status} by ${made.source}`;
}

const both = { cache: true, localList: true };

describe("online", () => {
  test.each<[string, LocalEntry | null, Partial<LocalRules>, string]>([
    ["C01.FR.02 an unknown idToken is asked about", null, {}, "ask"],
    ["C01.FR.02 also with unknown idTokens welcome offline", null, { offlineTxForUnknownId: true }, "ask"],
    [
      "C12.FR.02 cached Accepted is accepted without asking",
      cached("Accepted"),
      {},
      "accept Accepted by cache",
    ],
    [
      "C01.FR.05 but asked about without LocalPreAuthorize",
      cached("Accepted"),
      { localPreAuthorize: false },
      "ask",
    ],
    ["C10.FR.03 C12.FR.05 cached not Accepted is asked about", cached("Invalid"), {}, "ask"],
    [
      "C10.FR.03 unless DisablePostAuthorize",
      cached("Blocked"),
      { disablePostAuthorize: both },
      "refuse Blocked by cache",
    ],
    [
      "C10.FR.03 DisablePostAuthorize of the list does not concern the cache",
      cached("Blocked"),
      { disablePostAuthorize: { cache: false, localList: true } },
      "ask",
    ],
    ["C10.FR.10 a lapsed cache entry is asked about", cached("Accepted", true), {}, "ask"],
    [
      "C10.FR.10 even with DisablePostAuthorize",
      cached("Accepted", true),
      { disablePostAuthorize: both },
      "ask",
    ],
    [
      "C14.FR.02 C14.FR.04 listed Accepted is accepted",
      listed("Accepted"),
      {},
      "accept Accepted by localList",
    ],
    ["C14.FR.03 listed not Accepted is asked about", listed("Expired"), {}, "ask"],
    [
      "C14.FR.03 unless DisablePostAuthorize of the list",
      listed("Expired"),
      { disablePostAuthorize: { cache: false, localList: true } },
      "refuse Expired by localList",
    ],
    ["C14.FR.05 listed but past its time is asked about", listed("Accepted", true), {}, "ask"],
    [
      "DisableRemoteAuthorization refuses the unknown",
      null,
      { disableRemoteAuthorization: true },
      "refuse Unknown by none",
    ],
    [
      "DisableRemoteAuthorization takes the entry's word, LocalPreAuthorize or not",
      cached("Accepted"),
      { disableRemoteAuthorization: true, localPreAuthorize: false },
      "accept Accepted by cache",
    ],
    [
      "DisableRemoteAuthorization refuses what lapsed",
      cached("Accepted", true),
      { disableRemoteAuthorization: true },
      "refuse Expired by cache",
    ],
    [
      "DisableRemoteAuthorization refuses what is not Accepted",
      listed("NoCredit"),
      { disableRemoteAuthorization: true },
      "refuse NoCredit by localList",
    ],
  ])("%s", (_name, entry, rules, expected) => {
    expect(decision(entry, true, rules)).toBe(expected);
  });

  test.each<[string, IdTokenType]>([
    ["C06.FR.02", "Local"],
    ["C07.FR.01", "eMAID"],
  ])("%s type %s is always asked about", (_id, type) => {
    expect(decision(cached("Accepted"), true, {}, type)).toBe("ask");
  });
});

describe("offline", () => {
  test.each<[string, LocalEntry | null, Partial<LocalRules>, string]>([
    ["C13.FR.02 C13.FR.05 an unknown idToken is refused", null, {}, "refuse Unknown by none"],
    [
      "C15.FR.08 C13.FR.04 unless unknown idTokens are welcome",
      null,
      { offlineTxForUnknownId: true },
      "accept Accepted by unknownOffline",
    ],
    ["C13.FR.02 listed Accepted is accepted", listed("Accepted"), {}, "accept Accepted by localList"],
    [
      "C13.FR.06 an expired list entry is not an unknown idToken",
      listed("Accepted", true),
      { offlineTxForUnknownId: true },
      "refuse Expired by localList",
    ],
    ["C13.FR.02 listed not Accepted is refused", listed("Blocked"), {}, "refuse Blocked by localList"],
    [
      "C13.FR.04 also with unknown idTokens welcome",
      listed("Invalid"),
      { offlineTxForUnknownId: true },
      "refuse Invalid by localList",
    ],
    ["C12.FR.02 cached Accepted is accepted", cached("Accepted"), {}, "accept Accepted by cache"],
    ["cached not Accepted is refused", cached("Blocked"), {}, "refuse Blocked by cache"],
    [
      "C10.FR.10 a lapsed cache entry counts as Expired",
      cached("Accepted", true),
      {},
      "refuse Expired by cache",
    ],
    [
      "LocalAuthorizeOffline false refuses known idTokens",
      listed("Accepted"),
      { localAuthorizeOffline: false },
      "refuse NotAtThisTime by none",
    ],
    [
      "LocalPreAuthorize does not matter",
      cached("Accepted"),
      { localPreAuthorize: false },
      "accept Accepted by cache",
    ],
  ])("%s", (_name, entry, rules, expected) => {
    expect(decision(entry, false, rules)).toBe(expected);
  });

  test("C07.FR.07 without offline contract validation no eMAID is accepted", () => {
    expect(decision(listed("Accepted"), false, {}, "eMAID")).toBe("refuse Invalid by none");
  });

  test("C07.FR.10 C07.FR.11 C07.FR.12 with it, an eMAID is judged like any other", () => {
    const rules = { contractValidationOffline: true };
    expect(decision(listed("Accepted"), false, rules, "eMAID")).toBe("accept Accepted by localList");
    expect(decision(cached("Accepted"), false, rules, "eMAID")).toBe("accept Accepted by cache");
    expect(decision(null, false, { ...rules, offlineTxForUnknownId: true }, "eMAID")).toBe(
      "accept Accepted by unknownOffline",
    );
  });
});

const anyRules = fc.record({
  localPreAuthorize: fc.boolean(),
  localAuthorizeOffline: fc.boolean(),
  offlineTxForUnknownId: fc.boolean(),
  disableRemoteAuthorization: fc.boolean(),
  disablePostAuthorize: fc.record({ cache: fc.boolean(), localList: fc.boolean() }),
  contractValidationOffline: fc.boolean(),
});
const anyEntry = fc.option(
  fc.record({
    source: fc.constantFrom<LocalEntry["source"]>("cache", "localList"),
    info: fc.record({
      status: fc.constantFrom<AuthorizationStatus>("Accepted", "Blocked", "Unknown", "Expired"),
    }),
    lapsed: fc.boolean(),
  }),
);
const anyType = fc.constantFrom<IdTokenType>("ISO14443", "Local", "eMAID", "KeyCode");

test("what is not valid is never accepted, offline nobody is asked, and refused is never Accepted", () => {
  fc.assert(
    fc.property(anyType, anyEntry, fc.boolean(), anyRules, (type, entry, online, rules) => {
      const made = decideLocally(type, entry, online, rules);
      if (made.verdict === "ask") return online && !rules.disableRemoteAuthorization;
      if (made.verdict === "refuse") return made.info.status !== "Accepted";
      return entry ? entry.info.status === "Accepted" && !entry.lapsed : made.source === "unknownOffline";
    }),
  );
});
