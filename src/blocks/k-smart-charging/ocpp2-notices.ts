import { createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf } from "../../protocol/index.js";
import type { ChargingProfile } from "./charging-profile.js";
import type { ExternalLimitNotices, ExternalSource } from "./external-limits.js";
import { scheduleToOcpp2 } from "./ocpp2-profile.js";

type LimitSet = RequestOf<"ocpp2.0.1", "NotifyChargingLimit">;
type LimitCleared = RequestOf<"ocpp2.0.1", "ClearedChargingLimit">;

/** A notice that waits until the CSMS has had it. */
interface StoredNotice {
  readonly evseId: number;
  readonly source: ExternalSource;
  /** Absent: the limit was cleared. */
  readonly set?: { readonly gridCritical?: boolean; readonly profile?: ChargingProfile };
}

/** The station itself is told by no EVSE. */
const placeOf = (evseId: number): { evseId?: number } => (evseId === 0 ? {} : { evseId });

function limitSet({ evseId, source, set }: StoredNotice): LimitSet {
  const schedules = set?.profile?.schedules.map(scheduleToOcpp2);
  return {
    ...placeOf(evseId),
    chargingLimit: {
      chargingLimitSource: source, // K11.FR.05, K12.FR.04
      ...(set?.gridCritical !== undefined && { isGridCritical: set.gridCritical }),
    },
    ...(schedules && { chargingSchedule: schedules as NonNullable<LimitSet["chargingSchedule"]> }),
  };
}

/** Tells the CSMS of external limits through the link's durable queue. */
export function createLimitNotices(link: Pick<CsmsLink, "outbox">, logger: Logger): ExternalLimitNotices {
  const tell = createDurableNotification<StoredNotice>(link, logger, {
    kind: "externalLimit",
    encode(notice, version) {
      if (version === "ocpp1.6") return null;
      if (notice.set) return { action: "NotifyChargingLimit", payload: limitSet(notice) };
      const cleared: LimitCleared = { chargingLimitSource: notice.source, ...placeOf(notice.evseId) };
      return { action: "ClearedChargingLimit", payload: cleared };
    },
    describe: ({ source, set }) => `that ${source} ${set ? "limits" : "no longer limits"} charging`,
  });
  return {
    limitSet: ({ evseId, source, ...set }) => tell({ evseId, source, set }),
    limitCleared: (notice) => tell(notice),
  };
}
