import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ALL_CASES,
  loadOwnVariants,
  runCase,
  type CaseResult,
  type TestCase,
  type Variant,
} from "../../../src/conformance/index.js";
import { ownStations } from "../../../src/conformance/sources/own-station.js";
import { createSystemClock, createSystemRandom } from "../../../src/kernel/index.js";
import { loadValidators } from "../../../src/protocol/index.js";
import { drawn } from "../../support/conformance/drawn.js";
import { pkiOf } from "../../support/conformance/pki.js";

// Real processes of the build that `npm test` makes first, in real time.
jest.setTimeout(60_000);

const clock = createSystemClock();
const dc = loadOwnVariants().find(({ name }) => name === "dc") as Variant;
const caseOf = (id: string): TestCase => ALL_CASES.find((one) => one.id === id) as TestCase;
// A folder for temporary files that nobody else uses.
const before = process.env["TMPDIR"];
const own = mkdtempSync(join(tmpdir(), "kerbside-own-stations-"));
beforeAll(() => void (process.env["TMPDIR"] = own));
afterAll(() => {
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  rmSync(own, { recursive: true });
});
const leftBehind = (): string[] => readdirSync(own);

async function run(
  id: string,
  driving: "stationApi" | "octt",
  command?: readonly string[],
): Promise<CaseResult> {
  return runCase(caseOf(id), {
    source: ownStations(clock, dc, driving, command),
    pics: dc,
    clock,
    random: createSystemRandom(),
    validators: await loadValidators("ocpp2.0.1"),
    pki: pkiOf(dc),
  });
}

/** A process that says that its API is somewhere, and then does something. */
const pretender = (code: string): readonly string[] => [
  process.execPath,
  "-e",
  `console.log(JSON.stringify({ apiUrl: "http://127.0.0.1:9" })); ${code}`,
];

test.each(["stationApi", "octt"] as const)(
  "a session at a process of Kerbside, driven by %s",
  async (driving) => {
    const result = await run("TC_E_06_CS", driving);
    if (result.verdict !== "PASS") throw new Error(drawn(result));
    expect(leftBehind()).toEqual([]);
  },
);

test("what the OCTT's own calls cannot do is inconclusive, and named", async () => {
  const uno = loadOwnVariants().find(({ name }) => name === "ac-duo-remote") as Variant;
  const result = await runCase(caseOf("TC_C_47_CS"), {
    source: ownStations(clock, uno, "octt"),
    pics: uno,
    clock,
    random: createSystemRandom(),
    validators: await loadValidators("ocpp2.0.1"),
    pki: pkiOf(dc),
  });
  expect(result).toMatchObject({
    verdict: "INCONC",
    reason: expect.stringContaining("choose on the display"),
  });
});

test("a station whose process ends fails the case", async () => {
  const result = await run("TC_B_06_CS", "stationApi", pretender("setTimeout(() => process.exit(3), 300)"));
  expect(result).toMatchObject({
    verdict: "FAIL",
    reason: expect.stringContaining("ended by itself (code 3)"),
  });
  expect(leftBehind()).toEqual([]);
});

test("a process that cannot start says nothing about the station", async () => {
  const result = await run("TC_B_06_CS", "stationApi", [process.execPath, "-e", "process.exit(2)"]);
  expect(result).toMatchObject({ verdict: "INCONC", reason: expect.stringContaining("code 2") });
});
