import { parseApplicabilities, type TestCase } from "../case.js";
import type { PROFILES_16 } from "../profiles.js";
import type { CaseTools16 } from "./case-tools.js";
import { EDITION_16, performOcpp16 } from "./perform-ocpp16.js";

type Profile16 = (typeof PROFILES_16)[number];

/**
 * Defines a certification case of OCPP 1.6. Its block is its profile.
 * @param profiles the one profile that the case is of, with its status: `M`, or the condition under which it applies
 *
 * @example
 * testCase16("TC_003", "Regular Charging Session - Plugin First", { Core: "C-07 and C-08 and NOT AQ-2" },
 *   async ({ state }) => {
 *     await state.connectorOccupied();
 *     await state.authorized();
 *     await state.transactionStarted();
 *   });
 */
export function testCase16(
  id: string,
  title: string,
  profiles: Readonly<Partial<Record<Profile16, string>>>,
  run: (tools: CaseTools16) => Promise<void>,
): TestCase {
  if (!/^TC_\d{3}(_\d)?$/.test(id)) throw new RangeError(`${id} is no id of a Charge Point's case`);
  const [block = ""] = Object.keys(profiles);
  return {
    id,
    title,
    block,
    profiles: parseApplicabilities(profiles),
    edition: EDITION_16,
    perform: (stage) => performOcpp16(stage, run),
  };
}
