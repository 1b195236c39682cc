import {
  loadOwnVariants,
  testCase,
  type CaseTools,
  type TestCase,
  type Variant,
} from "../../../src/conformance/index.js";
import { drawn } from "./drawn.js";
import { runInProcess } from "./run-in-process.js";

/** A test of the station that reads like a case of Part 6 but is none: same CSMS, same tester, same rules. */
export function scenario(name: string, variant: string, run: (tools: CaseTools) => Promise<void>): void {
  test(name, async () => {
    const found = loadOwnVariants().find((one) => one.name === variant) as Variant;
    const play: TestCase = { ...testCase("TC_A_00_CS", name, { Core: "M" }, run), id: "SCENARIO" };
    const result = await runInProcess(play, found);
    if (result.verdict !== "PASS") throw new Error(drawn(result));
  });
}
