import { createMasterPass } from "../../../src/blocks/e-transactions/master-pass.js";
import type { Session } from "../../../src/blocks/e-transactions/session.js";
import { createManualClock, Seconds } from "../../../src/kernel/index.js";

const pass = { idToken: "MASTER-0001", type: "ISO14443" } as const;

function bench(userInterface: boolean) {
  const clock = createManualClock();
  const stopped: number[] = [];
  const shown: string[][] = [];
  const sessionAt = (evseId: number): Session =>
    ({
      evseId,
      authorization: { idToken: { idToken: "04A2", type: "ISO14443" } },
      transaction: null,
      endAuthorization: (occurrence: { stopReason: string }) => {
        expect(occurrence).toMatchObject({ stopReason: "MasterPass", idToken: pass });
        stopped.push(evseId);
      },
    }) as unknown as Session;
  const sessions = [sessionAt(1), sessionAt(2)];
  const prompt = { ask: (question: readonly string[]) => void shown.push([...question]) };
  return {
    clock,
    stopped,
    shown,
    masterPass: createMasterPass({ sessions: () => sessions, userInterface, prompt, clock }),
  };
}

test("C16.FR.02 without a display to choose on, a master pass stops all transactions", () => {
  const { masterPass, stopped } = bench(false);
  masterPass.presented(pass);
  expect(stopped).toEqual([1, 2]);
  expect(masterPass.chosen(1)).toBe(false);
});

test("C16.FR.01 with a display, it asks, and stops what is chosen", () => {
  const { masterPass, stopped, shown } = bench(true);
  masterPass.presented(pass);
  expect(stopped).toEqual([]);
  expect(shown.at(-1)).not.toEqual([]);
  expect(masterPass.chosen(2)).toBe(true);
  expect(stopped).toEqual([2]);
  expect(shown.at(-1)).toEqual([]);
  expect(masterPass.chosen(1)).toBe(false);
});

test("C16.FR.01 all can be chosen", () => {
  const { masterPass, stopped } = bench(true);
  masterPass.presented(pass);
  expect(masterPass.chosen(undefined)).toBe(true);
  expect(stopped).toEqual([1, 2]);
});

test("a question that nobody answers goes away after a minute", async () => {
  const { masterPass, stopped, shown, clock } = bench(true);
  masterPass.presented(pass);
  await clock.advance(Seconds(61));
  expect(shown.at(-1)).toEqual([]);
  expect(masterPass.chosen(undefined)).toBe(false);
  expect(stopped).toEqual([]);
});
