import { parseApplicability, type Applicability } from "./pics/expression.js";
import type { CaseTools } from "./case-tools.js";

/** Certification profiles of OCPP 2.0.1 Part 5. */
export const PROFILES = [
  "Core",
  "AdvancedSecurity",
  "LocalAuthListManagement",
  "SmartCharging",
  "AdvancedDeviceManagement",
  "AdvancedUserInterface",
  "Reservation",
  "ISO15118Support",
] as const;
export type Profile = (typeof PROFILES)[number];

/** Where a case belongs: `M` mandatory, or the condition of Part 5. */
export type Applicabilities = Readonly<Partial<Record<Profile, string>>>;

/** An executable case of OCPP 2.0.1 Part 6. */
export interface TestCase {
  /** `TC_E_03_CS` */
  readonly id: string;
  readonly title: string;
  /** Functional block, the letter in the id. */
  readonly block: string;
  readonly profiles: Readonly<Partial<Record<Profile, Applicability | "M">>>;
  /** Carries the case out; throws ValidationFailed or Inconclusive. */
  readonly run: (tools: CaseTools) => Promise<void>;
}

/**
 * Defines a case.
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
  const parsed = Object.fromEntries(
    Object.entries(profiles).map(([profile, status]) => [
      profile,
      status === "M" ? "M" : parseApplicability(status),
    ]),
  );
  return { id, title, block, profiles: parsed, run };
}
