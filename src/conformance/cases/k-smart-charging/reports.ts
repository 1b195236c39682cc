import { Milliseconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { asSent } from "./profiles.js";

/** What GetChargingProfiles asks about. */
export interface ProfileRequest {
  readonly evseId?: number;
  /** ChargingProfileCriterionType. */
  readonly chargingProfile: Payload;
}

/** A profile, and where it must be installed. */
export interface ExpectedProfile {
  readonly evseId: number;
  readonly profile: Payload;
  /** Not looked at unless told. */
  readonly chargingLimitSource?: string;
}

/** How soon a report would come that must not come any more. */
const AFTERWARDS = Milliseconds(300);

const requestIdOf = ({ csms }: CaseTools): number => 1 + csms.calls.length;

/** GetChargingProfiles, with reports of exactly these profiles, each as it was sent. */
export async function reports(
  tools: CaseTools,
  request: ProfileRequest,
  expected: readonly ExpectedProfile[],
): Promise<void> {
  const { csms } = tools;
  const requestId = requestIdOf(tools);
  await csms.ask("GetChargingProfiles", { requestId, ...request }, { status: "Accepted" });
  const reported: Payload[] = [];
  for (let more = true; more;) {
    const part: Payload = await csms.expects("ReportChargingProfiles", { requestId });
    const { evseId, chargingLimitSource } = part;
    for (const profile of part["chargingProfile"] as readonly Payload[])
      reported.push({ evseId, chargingLimitSource, profile });
    more = part["tbc"] === true; // K09.FR.02
  }
  await csms.expectsNone("ReportChargingProfiles", AFTERWARDS);
  csms.check(
    "ReportChargingProfiles",
    { reported: byId(reported) },
    { reported: byId(expected).map(pattern) },
  );
}

const idOf = ({ profile }: { readonly profile?: unknown }): number => Number((profile as Payload)["id"]);

const byId = <T extends { readonly profile?: unknown }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => idOf(a) - idOf(b));

const pattern = ({ evseId, profile, chargingLimitSource }: ExpectedProfile): Payload => ({
  evseId,
  profile: asSent(profile),
  ...(chargingLimitSource !== undefined && { chargingLimitSource }),
});

/** GetChargingProfiles, of which the station says that there are none. */
export async function hasNoProfiles(tools: CaseTools, request: ProfileRequest): Promise<void> {
  const requestId = requestIdOf(tools);
  await tools.csms.ask("GetChargingProfiles", { requestId, ...request }, { status: "NoProfiles" });
  await tools.csms.expectsNone("ReportChargingProfiles", AFTERWARDS);
}
