import type { TestCase } from "../case.js";
import type { Pics } from "../pics/pics.js";
import type { Profile } from "../profiles.js";

/** Whether a case is to be run for a station, and if not, which terms of its condition are false. */
export interface Applicable {
  readonly applies: boolean;
  readonly because: string | null;
}

/**
 * Whether a case applies. Every station has the Core profile; a case of another one applies only where that is
 * declared.
 * @param profile the certification profile that is asked for
 */
export function applicability(
  testCase: TestCase,
  profile: Profile,
  { declared }: Pick<Pics, "declared">,
): Applicable {
  const status = testCase.profiles[profile];
  if (status === undefined) return { applies: false, because: `it is no case of the profile ${profile}` };
  if (profile !== "Core" && !declared[profile])
    return { applies: false, because: `${profile} is not declared` };
  if (status === "M" || status.applies(declared)) return { applies: true, because: null };
  return { applies: false, because: `${status.reasonsAgainst(declared).join(", ")} (${status.text})` };
}
