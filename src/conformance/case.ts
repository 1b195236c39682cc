import { parseApplicability, type Applicability } from "./pics/expression.js";
import type { CaseTools } from "./case-tools.js";
import type { Edition, Performance, Stage } from "./edition.js";
import type { Profile } from "./profiles.js";
import { EDITION_201, performOcpp201 } from "./run/perform-ocpp201.js";

/** Where a case belongs: `M` mandatory, or the condition under which it applies. */
export type Applicabilities = Readonly<Partial<Record<Profile, string>>>;

/** An executable case of one version of OCPP. */
export interface TestCase {
  /** `TC_E_03_CS`; in OCPP 1.6 `TC_003` */
  readonly id: string;
  readonly title: string;
  /** Functional block, the letter in the id; in OCPP 1.6 the profile. */
  readonly block: string;
  readonly profiles: Readonly<Partial<Record<Profile, Applicability | "M">>>;
  /** What it has in common with the others of its version. */
  readonly edition: Edition;
  perform(stage: Stage): Performance;
}

/**
 * Defines a case of OCPP 2.0.1 Part 6.
 * @param profiles the status in each profile: `M`, or the condition of Part 5
 *
 * @example
 * testCase("TC_E_03_CS", "Local start transaction - Cable plugin first", { Core: "NOT AQ-2 and C-30" },
 *   async ({ state }) => {
 *     await state.evConnectedPreSession();
 *     await state.authorized("local");
 *     await state.energyTransferStarted();
 *   });
 */
export function testCase(
  id: string,
  title: string,
  profiles: Applicabilities,
  run: (tools: CaseTools) => Promise<void>,
): TestCase {
  const block = /^TC_([A-P])_\d+_CS$/.exec(id)?.[1];
  if (block === undefined) throw new RangeError(`${id} is no id of a charging station's case`);
  return {
    id,
    title,
    block,
    profiles: parseApplicabilities(profiles),
    edition: EDITION_201,
    perform: (stage) => performOcpp201(stage, run),
  };
}

/** @throws ConfigurationError where a condition is no expression */
export const parseApplicabilities = (applicabilities: Applicabilities): TestCase["profiles"] =>
  Object.fromEntries(
    Object.entries(applicabilities).map(([profile, status]) => [
      profile,
      status === "M" ? "M" : parseApplicability(status),
    ]),
  );
