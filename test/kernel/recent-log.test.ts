import { createRecentLog } from "../../src/kernel/index.js";

test("the log is told as lines, the newest last, and to those who listen", () => {
  const passedOn: string[] = [];
  const log = createRecentLog({ write: (line) => void passedOn.push(line) });
  const heard: string[] = [];
  const line = (msg: string, level = 30): string =>
    JSON.stringify({ time: 5, level, pid: 1, msg, reason: "x" });
  log.write(line("one"));
  const forget = log.onEntry(({ message }) => void heard.push(message));
  log.write(line("two", 50));
  log.write("{ half a li");
  forget();
  log.write(line("three"));
  expect(log.entries(2)).toEqual([{ at: 5, level: "info", message: "three", details: { reason: "x" } }]);
  expect(log.entries(10).map(({ message, level }) => [message, level])).toEqual([
    ["one", "info"],
    ["two", "error"],
    ["three", "info"],
  ]);
  expect(heard).toEqual(["two"]);
  expect(passedOn).toHaveLength(4);
});
