import type { TestCase, Variant } from "../../../src/conformance/index.js";
import { drawn } from "./drawn.js";
import { liesAt } from "./lies.js";
import { lyingWire, type Liar } from "./lying-wire.js";
import { runInProcess } from "./run-in-process.js";

/** Frames from the end of a case that are lied about, one in each try. */
const MOST_TRIES = 12;

/** Throws where a case passes whichever of its last messages is swallowed or spoiled. */
export async function expectFailure(testCase: TestCase, variant: Variant): Promise<void> {
  let frames = 0;
  const counting: Liar = () => {
    frames++;
    return null;
  };
  const truth = await runInProcess(testCase, variant, (clock) => lyingWire(counting, clock));
  if (truth.verdict !== "PASS") throw new Error(drawn(truth));
  for (let position = frames - 1; position >= Math.max(0, frames - MOST_TRIES); position--) {
    const liar = liesAt(position);
    const result = await runInProcess(testCase, variant, (clock) => lyingWire(liar, clock));
    if (result.verdict === "FAIL") return;
  }
  throw new Error(`${testCase.id} passes whatever the station says`);
}
