import type { CaseTools } from "../../../src/conformance/index.js";
import { displayShows, displayShowsNone } from "../../../src/conformance/cases/display.js";

/** A tester in front of a display that shows one text after the other, a second each, again and again. */
function inFrontOf(...texts: readonly string[]): CaseTools {
  let now = 0;
  return {
    csms: { now: () => now, waits: (span: number) => Promise.resolve(void (now += span)) },
    tester: {
      readDisplay: () => Promise.resolve([texts[Math.floor(now / 1_000) % texts.length] ?? "", "EVSE 1"]),
    },
    configured: { longOperationTimeout: 30, patience: 10 },
  } as unknown as CaseTools;
}

test("a message whose turn comes is shown", async () => {
  await displayShows(inFrontOf("one", "two", "three"), "three");
});

test("a message that is broken into lines is shown, and an amount in another notation", async () => {
  await displayShows(inFrontOf("one"), "one EVSE 1");
  await displayShows(inFrontOf("Kosten: 12,34"), /12[.,]34/);
});

test("a message that never comes is not, and what stands there instead is said", async () => {
  await expect(displayShows(inFrontOf("one", "two"), "three")).rejects.toThrow(
    /does not show three; it shows "(one|two) EVSE 1"/,
  );
});

test("what has gone is not shown", async () => {
  await displayShowsNone(inFrontOf("one", "two"), "one");
  await displayShowsNone(inFrontOf("one", "", "two"), "one", "two");
});

test("messages that take turns are shown, although each is away now and then", async () => {
  await expect(displayShowsNone(inFrontOf("one", "two"), "one", "two")).rejects.toThrow(
    /still shows one or two/,
  );
});
