import {
  ALL_CASES_16,
  PROFILES_16,
  applicability,
  loadOwnVariants,
  runCase,
  type TestCase,
  type Variant,
} from "../../src/conformance/index.js";
import { createManualClock, createSeededRandom } from "../../src/kernel/index.js";
import { loadValidators } from "../../src/protocol/index.js";
import { driven } from "../support/conformance/run-in-process.js";
import { scriptedSource, SPEECH_16, type Script } from "../support/conformance/scripted-station.js";
import { pkiOf, withoutTls } from "../support/conformance/pki.js";

const own = loadOwnVariants("ocpp1.6");
const applies = (testCase: TestCase, variant: Variant): boolean =>
  PROFILES_16.some((profile) => applicability(testCase, profile, variant).applies);

/** Each case with a station of ours that must pass it: duo where that may be, as it has most. */
const CASES = ALL_CASES_16.flatMap((testCase) => {
  const candidates = own.filter((variant) => applies(testCase, variant));
  const variant = candidates.find(({ name }) => name === "duo") ?? candidates[0];
  return variant === undefined ? [] : [{ testCase, variant: withoutTls(variant) }];
});

/** Boots, keeps what it is told, says Accepted to everything, and does nothing whatever happens to it. */
function idleScript(): Script {
  const kept = new Map<string, string>();
  return {
    speech: SPEECH_16,
    anyOther(action, payload) {
      if (action === "GetConfiguration") {
        const keys = (payload["key"] ?? [...kept.keys()]) as readonly string[];
        return {
          configurationKey: keys.map((key) => ({ key, readonly: false, value: kept.get(key) ?? "" })),
        };
      }
      if (action === "ChangeConfiguration") kept.set(String(payload["key"]), String(payload["value"]));
      if (action === "GetLocalListVersion") return { listVersion: 0 };
      if (action === "GetDiagnostics") return {};
      return { status: "Accepted" };
    },
  };
}

/** Cases in which nothing is asked for but a response, which the idle station gives. */
const RESPONSE_IS_ALL: readonly string[] = ["TC_021", "TC_042_2", "TC_043"];

test.each(
  CASES.map(({ testCase, variant }) => ({
    testCase,
    variant,
    id: testCase.id,
    outcome: RESPONSE_IS_ALL.includes(testCase.id) ? "passes, as a response is all" : "does not pass",
  })),
)("a station that does nothing $outcome: $id", async ({ testCase, variant, id }) => {
  const clock = createManualClock();
  let moved = 0;
  const running = runCase(testCase, {
    source: scriptedSource(variant.test.places, idleScript()),
    pics: variant,
    clock,
    random: createSeededRandom(1),
    validators: await loadValidators("ocpp1.6"),
    pki: pkiOf(variant),
    onActivity: () => moved++,
  });
  const { verdict } = await driven(clock, () => moved, running, id);
  expect(verdict === "PASS").toBe(RESPONSE_IS_ALL.includes(id));
});
