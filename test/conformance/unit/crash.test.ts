import {
  ALL_CASES,
  loadOwnVariants,
  runCase,
  type TestCase,
  type Variant,
} from "../../../src/conformance/index.js";
import { createManualClock, createSeededRandom } from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import { driven } from "../../support/conformance/run-in-process.js";
import { scriptedSource } from "../../support/conformance/scripted-station.js";
import { pkiOf, withoutTls } from "../../support/conformance/pki.js";

test("a crash ends the case at once, and nothing of it goes on waiting", async () => {
  const clock = createManualClock();
  const dc = withoutTls(loadOwnVariants().find(({ name }) => name === "dc") as Variant);
  const silent = scriptedSource([], {});
  let moved = 0;
  const running = runCase(ALL_CASES.find(({ id }) => id === "TC_B_01_CS") as TestCase, {
    source: {
      ...silent,
      async start(csms) {
        return {
          ...(await silent.start(csms)),
          crashed: () => (clock.elapsed() > 0 ? "it is no more" : null),
        };
      },
    },
    pics: dc,
    clock,
    random: createSeededRandom(1),
    validators: await loadValidators("ocpp2.0.1"),
    pki: pkiOf(dc),
    onActivity: () => moved++,
  });
  const result = await driven(clock, () => moved, running, "a crash");
  expect(result).toMatchObject({ verdict: "FAIL", reason: "it is no more" });
  expect(result.durationMs).toBeLessThan(2_000);
  expect(clock.pending()).toEqual([]);
});
