import { Seconds, type Clock } from "../kernel/index.js";
import type { ScenarioRunState } from "../scenario/index.js";

/** How often somebody who waits is told so, in real time. */
const REMIND_EVERY = Seconds(10);
const MARKS = { passed: "ok  ", failed: "FAIL", skipped: "skip" } as const;

/** Prints a run as it goes on: each step when it ends, and what is waited for. */
export function createProgress(
  out: (text: string) => void,
  clock: Pick<Clock, "elapsed">,
): (state: ScenarioRunState) => void {
  let told = 0;
  let waitingFor = "";
  let remindedAt = 0;
  let verdictTold = false;
  return (state) => {
    if (told === 0 && waitingFor === "")
      out(`${state.scenario} (seed ${state.seed}): ${state.description}\n`);
    waitingFor ||= "nothing";
    for (let next = state.steps[told]; next; next = state.steps[told]) {
      if (next.outcome === "pending" || next.outcome === "running") break;
      out(`  ${MARKS[next.outcome]} ${next.step} ${next.text}\n`);
      told++;
    }
    const { waitingFor: now, verdict } = state;
    // What is met at once is not worth a line.
    if (now && now.secondsLeft < now.ofSeconds) {
      const what = `${told} ${now.what}`;
      if (what !== waitingFor || clock.elapsed() - remindedAt >= REMIND_EVERY) {
        out(`       waiting for ${now.what}, ${now.secondsLeft} s of ${now.ofSeconds} s left\n`);
        waitingFor = what;
        remindedAt = clock.elapsed();
      }
    }
    if (verdict !== null && !verdictTold) {
      out(`${verdict}\n`);
      verdictTold = true;
    }
  };
}
