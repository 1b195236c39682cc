import type { EvseHardware } from "../../hardware/index.js";
import type { Clock } from "../../kernel/index.js";
import type { ExternalLimits } from "./external-limits.js";
import type { SmartCharging } from "./interface.js";
import type { ProfileStore } from "./profile-store.js";
import type { SmartChargingSettings } from "./settings.js";
import { supplyOf, type Supply } from "./supply.js";

/** What external systems may ask of the station, and how they are refused (K11 to K13). */
export function createExternalPort({
  external,
  settings,
  profiles,
  evseOf,
  grid,
  clock,
  changed,
}: {
  readonly external: ExternalLimits;
  readonly settings: SmartChargingSettings;
  readonly profiles: Pick<ProfileStore, "all">;
  readonly evseOf: (evseId: number) => EvseHardware | undefined;
  readonly grid: Supply;
  readonly clock: Pick<Clock, "now">;
  /** What limits the EVSEs has changed. */
  readonly changed: () => void;
}): Pick<SmartCharging, "limitExternally" | "releaseExternally"> {
  return {
    limitExternally(limit) {
      const { evseId, source } = limit;
      const evse = evseOf(evseId);
      if (evseId !== 0 && !evse) return { reason: "unknownEvse", because: `there is no EVSE ${evseId}` };
      if (!settings.supported() || !settings.externalAllowed())
        return {
          reason: "notEnabled",
          because: "Enabled and ExternalControlSignalsEnabled of SmartChargingCtrlr must be true",
        };
      const isNew = external.find(source, evseId).length === 0;
      if (isNew && profiles.all().length >= settings.mostProfiles())
        return { reason: "full", because: `there are ${settings.mostProfiles()} profiles already` };
      external.set(limit, evse ? supplyOf(evse) : grid, clock.now());
      changed();
      return null;
    },
    releaseExternally(source, evseId) {
      const found = external.find(source, evseId);
      if (found.length === 0) {
        const place = evseId === undefined ? "" : ` at EVSE ${evseId}`;
        return { reason: "noSuchLimit", because: `${source} limits nothing${place}` };
      }
      external.release(found);
      changed();
      return null;
    },
  };
}
