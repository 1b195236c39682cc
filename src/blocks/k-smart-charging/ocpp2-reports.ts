import { CallFailed, type CsmsLink } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf } from "../../protocol/index.js";
import type { InstalledProfile } from "./charging-profile.js";
import { profileToOcpp2, type ProfileOcpp2 } from "./ocpp2-profile.js";

type Report = RequestOf<"ocpp2.0.1", "ReportChargingProfiles">;

/** How much one ReportChargingProfiles carries at most: none so large that a CSMS would refuse the frame. */
const MOST_PROFILES = 20;
const MOST_BYTES = 32_768;

/**
 * Cuts a report into messages, each of one place and one source, in order; a profile that is too large by itself
 * stands alone. All but the last say that more is to come (K09.FR.02).
 */
export function reportsOcpp2(requestId: number, found: readonly InstalledProfile[]): readonly Report[] {
  const parts: { readonly place: InstalledProfile; readonly profiles: ProfileOcpp2[]; bytes: number }[] = [];
  const byPlace = [...found].sort((a, b) => a.evseId - b.evseId || a.source.localeCompare(b.source));
  for (const installed of byPlace) {
    const profile = profileToOcpp2(installed.profile);
    const bytes = Buffer.byteLength(JSON.stringify(profile)) + 1;
    const part = parts.at(-1);
    const fits =
      part?.place.evseId === installed.evseId &&
      part.place.source === installed.source &&
      part.profiles.length < MOST_PROFILES &&
      part.bytes + bytes <= MOST_BYTES;
    if (part && fits) {
      part.profiles.push(profile);
      part.bytes += bytes;
    } else parts.push({ place: installed, profiles: [profile], bytes });
  }
  return parts.map(({ place, profiles }, index) => ({
    requestId, // K09.FR.01
    evseId: place.evseId,
    chargingLimitSource: place.source,
    chargingProfile: profiles as Report["chargingProfile"],
    tbc: index < parts.length - 1, // K09.FR.02
  }));
}

/** Sends the messages of a report one after the other. */
export async function sendReports(
  link: Pick<CsmsLink, "call">,
  logger: Logger,
  reports: readonly Report[],
): Promise<void> {
  for (const report of reports) {
    try {
      await link.call("ReportChargingProfiles", report, { instructed: true });
    } catch (error) {
      const kind = error instanceof CallFailed ? error.failure.kind : "internal error";
      logger.warn({ err: error, requestId: report.requestId }, `a report of profiles was not taken: ${kind}`);
      // An error or silence concerns one message; without a connection the others cannot follow.
      if (kind !== "rpcError" && kind !== "timeout" && kind !== "invalidResponse") return;
    }
  }
}
