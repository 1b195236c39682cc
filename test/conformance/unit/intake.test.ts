import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { intakeSubjectOf } from "../../../src/cli/check-station.js";
import { loadOwnVariants, runIntakeTest, type Variant } from "../../../src/conformance/index.js";
import { intakeOcpp16 } from "../../../src/conformance/intake/intake-ocpp16.js";
import { intakeOcpp201 } from "../../../src/conformance/intake/intake-ocpp201.js";
import type { Narration } from "../../../src/conformance/intake/narration.js";
import { ownStations } from "../../../src/conformance/sources/own-station.js";
import { createSystemClock } from "../../../src/kernel/index.js";
import { loadConfiguration } from "../../../src/station/index.js";
import { expectFailure } from "../../support/conformance/can-fail.js";
import { drawn } from "../../support/conformance/drawn.js";
import { runInProcess } from "../../support/conformance/run-in-process.js";

// Some are real processes of the build that `npm test` makes first, in real time.
jest.setTimeout(60_000);

const STEPS = [
  "the station starts",
  "it connects",
  "a car is plugged in",
  "energy flows",
  "meter values come",
  "the transaction is stopped and ended",
  "it resets",
  "it connects again",
];

function listener(): { readonly told: string[]; readonly narration: Narration } {
  const told: string[] = [];
  return { told, narration: { begin: () => undefined, done: (step) => void told.push(step) } };
}

const inWords = (told: readonly string[]): (string | undefined)[] =>
  STEPS.map((step) => told.find((one) => one.startsWith(step)));

describe("the intake test passes", () => {
  test.each(loadOwnVariants())("with $name", async (variant) => {
    const { told, narration } = listener();
    const result = await runInProcess(intakeOcpp201("ocpp2.0.1", narration), variant);
    if (result.verdict !== "PASS") throw new Error(drawn(result));
    expect(inWords(told)).not.toContain(undefined);
  });

  test.each(loadOwnVariants("ocpp1.6"))("in OCPP 1.6 with $name", async (variant) => {
    const { told, narration } = listener();
    const result = await runInProcess(intakeOcpp16(narration), variant);
    if (result.verdict !== "PASS") throw new Error(drawn(result));
    expect(inWords(told)).not.toContain(undefined);
  });
});

test("the intake test fails where the wire lies", async () => {
  const { narration } = listener();
  await expectFailure(intakeOcpp201("ocpp2.0.1", narration), loadOwnVariants()[0] as Variant);
  await expectFailure(intakeOcpp16(narration), loadOwnVariants("ocpp1.6")[0] as Variant);
});

describe("a configured station, as a process", () => {
  // A folder for temporary files that nobody else uses.
  const before = process.env["TMPDIR"];
  const own = mkdtempSync(join(tmpdir(), "kerbside-intake-"));
  beforeAll(() => void (process.env["TMPDIR"] = own));
  afterAll(() => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(own, { recursive: true });
  });
  const clock = createSystemClock();
  const configured = (settings: Readonly<Record<string, unknown>>) =>
    loadConfiguration({
      flags: Object.entries(settings).map(([key, value]) => ({ key, value, origin: "test" })),
    });

  test("of security profile 3 is well, under its own identity, and leaves nothing behind", async () => {
    const subject = await intakeSubjectOf(
      configured({
        identity: "LAB-7",
        "csms.url": "wss://csms.example.com/ocpp",
        "csms.securityProfile": 3,
        storage: join(own, "must-not-be"),
      }),
    );
    const lines: string[] = [];
    const well = await runIntakeTest(subject, { clock, out: (line) => void lines.push(line) });
    expect(lines.filter((line) => !line.startsWith("ok    "))).toEqual([]);
    expect([well, lines.length]).toEqual([true, 9]);
    expect(lines[1]).toContain("security profile 3");
    expect(readdirSync(own)).toEqual([]);
  });

  test("that dies when it starts is told of with its last words", async () => {
    const subject = await intakeSubjectOf(configured({ "csms.securityProfile": 0 }));
    const command = [process.execPath, "-e", "console.error('out of order'); process.exit(3)"];
    const lines: string[] = [];
    const well = await runIntakeTest(subject, {
      clock,
      out: (line) => void lines.push(line),
      source: ownStations(clock, subject.variant, "stationApi", command),
    });
    expect(well).toBe(false);
    expect(lines).toEqual([
      "FAIL  the station starts",
      expect.stringMatching(/ended by itself \(code 3\): out of order/),
    ]);
  });

  test("that charges nobody is told of at that step", async () => {
    const subject = await intakeSubjectOf(configured({ "csms.securityProfile": 0 }));
    // It has a reader, but what the tester does there goes to a button that it does not have.
    const station = { ...subject.variant.station, startButton: false };
    const variant = { ...subject.variant, station, test: { ...subject.variant.test, startButton: true } };
    const lines: string[] = [];
    const well = await runIntakeTest(
      { ...subject, variant },
      { clock, out: (line) => void lines.push(line) },
    );
    expect(well).toBe(false);
    expect(lines.slice(0, 4)).toEqual([
      "ok    the station starts",
      "ok    it connects (security profile 0), boots and is accepted",
      "ok    a car is plugged in",
      "FAIL  the start button is pressed",
    ]);
    expect(lines.length).toBeGreaterThan(4);
  });

  test("that may not connect is told why", async () => {
    const subject = await intakeSubjectOf(
      configured({ "csms.securityProfile": 1, "csms.basicAuthPassword": "0123456789abcdef" }),
    );
    const source = ownStations(clock, subject.variant, "stationApi");
    const lines: string[] = [];
    const test = { ...subject.variant.test, bootPatience: 3 };
    const impatient = { ...subject, variant: { ...subject.variant, test } };
    const well = await runIntakeTest(impatient, {
      clock,
      out: (line) => void lines.push(line),
      source: { ...source, start: (csms) => source.start({ ...csms, password: "another-password-1" }) },
    });
    expect(well).toBe(false);
    expect(lines).toEqual([
      "ok    the station starts",
      expect.stringMatching(/^FAIL {2}it connects \(security profile 1\)/),
      expect.stringContaining("the station did not connect"),
      expect.stringContaining("the CSMS refuses a connection: wrong basic authentication"),
    ]);
  });
});
