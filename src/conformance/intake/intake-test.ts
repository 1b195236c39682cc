import { randomBytes } from "node:crypto";
import { createSystemRandom, type Clock } from "../../kernel/index.js";
import { loadValidators, type OcppVersion } from "../../protocol/index.js";
import type { TestCase } from "../case.js";
import type { DialogueItem } from "../dialogue.js";
import type { Variant } from "../pics/load-pics.js";
import type { TestConfiguration } from "../pics/pics.js";
import { createTestPki, CSMS_HOST } from "../pki/test-pki.js";
import { runCase } from "../run/run-case.js";
import { ownStations } from "../sources/own-station.js";
import type { StationSource } from "../sources/station-source.js";
import { intakeOcpp16 } from "./intake-ocpp16.js";
import { intakeOcpp201 } from "./intake-ocpp201.js";
import type { Narration } from "./narration.js";

/** The station that is to be tested before it is handed in. */
export interface IntakeSubject {
  /** What it declares, and how it is configured; CSMS, storage and ports are the test's own. */
  readonly variant: Variant;
  readonly identity: string;
  /** Of basic authentication; one is made up where it has none. */
  readonly password?: string;
  /** The version that the CSMS of the test speaks. */
  readonly version: OcppVersion;
}

/** What the test needs of the world; a source other than processes of this package is for tests. */
export interface IntakeAbilities {
  readonly clock: Clock;
  /** Told of each step in a line. */
  readonly out: (line: string) => void;
  readonly source?: StationSource;
}

/** Seconds: a station that takes longer is not ready for a laboratory. */
const LONGEST_BOOT = 20;
const LONGEST_ANSWER = 8;

/**
 * Starts a station as configured against a CSMS of its own, with certificates of its own, and lets it boot, charge,
 * reset and reconnect.
 * @returns whether all steps were as they must be; the one that was not has been told, with the reason
 */
export async function runIntakeTest(
  { variant, identity, password, version }: IntakeSubject,
  { clock, out, source }: IntakeAbilities,
): Promise<boolean> {
  let current = "the station starts";
  const narration: Narration = {
    begin: (words) => (current = words),
    done: (words) => out(`ok    ${words}`),
  };
  const result = await runCase(intakeIn(version, narration), {
    source: {
      ...(source ?? ownStations(clock, variant, "stationApi")),
      identity,
      password: password ?? randomBytes(12).toString("hex"),
    },
    pics: { ...variant, test: impatient(variant.test) },
    clock,
    random: createSystemRandom(),
    validators: await loadValidators(version),
    pki: createTestPki(CSMS_HOST, variant.test.csmsKeys),
  });
  if (result.verdict === "PASS") return true;
  out(`FAIL  ${current}`);
  for (const line of [result.reason ?? "for no reason that is known", ...refusals(result.dialogue)])
    out(`      ${line}`);
  return false;
}

const impatient = (test: TestConfiguration): TestConfiguration => ({
  ...test,
  bootPatience: Math.min(test.bootPatience, LONGEST_BOOT),
  patience: Math.min(test.patience, LONGEST_ANSWER),
});

function intakeIn(version: OcppVersion, narration: Narration): TestCase {
  return version === "ocpp1.6" ? intakeOcpp16(narration) : intakeOcpp201(version, narration);
}

/** Why the CSMS let the station not in, each reason once; that it refuses while it is away says nothing. */
function refusals(dialogue: readonly DialogueItem[]): readonly string[] {
  const told = dialogue.filter(
    ({ kind, text }) => kind === "connection" && text.startsWith("refuses a connection"),
  );
  return [...new Set(told.map(({ text }) => `the CSMS ${text}`))].slice(-3);
}
