import {
  loadOwnVariants,
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
    const testCase: TestCase = { id: "SCENARIO", title: name, block: "-", profiles: { Core: "M" }, run };
    const result = await runInProcess(testCase, found);
    if (result.verdict !== "PASS") throw new Error(drawn(result));
  });
}
