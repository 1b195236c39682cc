import {
  ALL_CASES,
  PROFILES,
  applicability,
  loadOwnVariants,
  runCase,
  type TestCase,
  type Variant,
} from "../../src/conformance/index.js";
import { createManualClock, createSeededRandom } from "../../src/kernel/index.js";
import { loadValidators } from "../../src/protocol/index.js";
import { driven } from "../support/conformance/run-in-process.js";
import { scriptedSource, type Payload, type Script } from "../support/conformance/scripted-station.js";
import { pkiOf, withoutTls } from "../support/conformance/pki.js";

const own = loadOwnVariants();
const applies = (testCase: TestCase, variant: Variant): boolean =>
  PROFILES.some((profile) => applicability(testCase, profile, variant).applies);

/** Each case with a station of ours that must pass it: ac-duo where that may be, as it has most. */
const CASES = ALL_CASES.flatMap((testCase) => {
  const candidates = own.filter((variant) => applies(testCase, variant));
  const variant = candidates.find(({ name }) => name === "ac-duo") ?? candidates[0];
  return variant === undefined ? [] : [{ testCase, variant: withoutTls(variant) }];
});

/** Boots, keeps variables, says Accepted to everything, and does nothing whatever happens to it. */
function idleScript(): Script {
  const kept = new Map([
    ["TxCtrlr.TxStartPoint", "EVConnected,Authorized"],
    ["TxCtrlr.TxStopPoint", "EVConnected,Authorized"],
  ]);
  const elements = (payload: Payload, field: string): readonly Payload[] =>
    (payload[field] ?? []) as readonly Payload[];
  const pathOf = ({ component, variable }: Payload): string =>
    `${(component as { name: string }).name}.${(variable as { name: string }).name}`;
  return {
    anyOther(action, payload) {
      if (action === "GetTransactionStatus") return { messagesInQueue: false };
      if (action === "GetVariables") {
        const getVariableResult = elements(payload, "getVariableData").map((one) => ({
          attributeType: "Actual",
          ...one,
          attributeStatus: "Accepted",
          attributeValue: kept.get(pathOf(one)) ?? "",
        }));
        return { getVariableResult };
      }
      if (action === "SetVariables") {
        const setVariableResult = elements(payload, "setVariableData").map(({ attributeValue, ...one }) => {
          kept.set(pathOf(one), String(attributeValue));
          return { attributeType: "Actual", ...one, attributeStatus: "Accepted" };
        });
        return { setVariableResult };
      }
      return { status: "Accepted" };
    },
  };
}

/** Cases in which Part 6 asks for nothing but a response, which the idle station gives. */
const RESPONSE_IS_ALL = [
  "TC_B_06_CS",
  "TC_B_07_CS",
  "TC_B_09_CS",
  "TC_B_10_CS",
  "TC_B_25_CS",
  "TC_E_34_CS",
  "TC_G_09_CS",
  "TC_G_12_CS",
  "TC_G_15_CS",
  "TC_K_19_CS",
  "TC_N_05_CS",
  "TC_P_03_CS",
];

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
    validators: await loadValidators("ocpp2.0.1"),
    pki: pkiOf(variant),
    onActivity: () => moved++,
  });
  const { verdict } = await driven(clock, () => moved, running, id);
  expect(verdict === "PASS").toBe(RESPONSE_IS_ALL.includes(id));
});
