import { runCase, type SuiteVersion } from "../../../src/conformance/index.js";
import { createManualClock, createSeededRandom } from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import { casesAtVariants, type CaseAtVariant } from "./cases-at-variants.js";
import { pkiOf, withoutTls } from "./pki.js";
import { driven } from "./run-in-process.js";
import { scriptedSource, type Script } from "./scripted-station.js";

/**
 * Tests that a station that answers and does nothing passes no case, but those in which nothing is asked for but a
 * response.
 * @param preferred the variant whose station it pretends to be, where that may be
 * @param script made anew for each case
 */
export function testIdleStation(
  version: SuiteVersion,
  preferred: string,
  script: () => Script,
  responseIsAll: readonly string[],
): void {
  const cases = casesAtVariants(version, preferred).map((one) => ({
    ...one,
    outcome: responseIsAll.includes(one.id) ? "passes, as a response is all" : "does not pass",
  }));
  test.each(cases)("a station that does nothing $outcome: $id", async (one) => {
    const verdict = await verdictOn(version, one, script());
    expect(verdict === "PASS").toBe(responseIsAll.includes(one.id));
  });
}

async function verdictOn(
  version: SuiteVersion,
  { id, testCase, variant: secured }: CaseAtVariant,
  script: Script,
): Promise<string> {
  const variant = withoutTls(secured);
  const clock = createManualClock();
  let moved = 0;
  const running = runCase(testCase, {
    source: scriptedSource(variant.test.places, script),
    pics: variant,
    clock,
    random: createSeededRandom(1),
    validators: await loadValidators(version),
    pki: pkiOf(variant),
    onActivity: () => moved++,
  });
  return (await driven(clock, () => moved, running, id)).verdict;
}
