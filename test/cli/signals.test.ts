import { EventEmitter } from "node:events";
import { watchSignals } from "../../src/cli/signals.js";
import { Milliseconds, createManualClock } from "../../src/kernel/index.js";

function watched() {
  const source = new EventEmitter();
  const clock = createManualClock();
  const forced: true[] = [];
  const untilStopped = watchSignals(source, clock, () => void forced.push(true));
  return { source, clock, forced, untilStopped };
}

test("the first signal is the wish to stop, even before anybody waits for it", async () => {
  const { source, forced, untilStopped } = watched();
  source.emit("SIGTERM");
  await untilStopped();
  expect(forced).toEqual([]);
});

test("a later second signal forces the end, the same one handed on by npm does not", async () => {
  const { source, clock, forced } = watched();
  source.emit("SIGINT");
  source.emit("SIGINT");
  expect(forced).toEqual([]);
  await clock.advance(Milliseconds(600));
  source.emit("SIGINT");
  expect(forced).toEqual([true]);
});
