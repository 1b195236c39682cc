import type { TransactionsEngine } from "../blocks/e-transactions/index.js";
import {
  createEvNegotiationPort,
  createLimitNotices,
  createSmartCharging,
  type ExternalLimit,
  type ExternalRefusal,
  type ExternalSource,
  type SmartCharging,
} from "../blocks/k-smart-charging/index.js";
import type { CsmsLink } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { ActionOutcome, StationHardware } from "../hardware/index.js";
import type { Clock, Logger, Store } from "../kernel/index.js";

/** Smart charging for one life of a station, and who keeps it up to date. */
export interface SmartChargingOfLife {
  readonly engine: SmartCharging;
  /** Follows the transactions from now on; they are made after it, so that it hears of the hardware first. */
  follow(transactions: TransactionsEngine): void;
  dispose(): void;
}

/** Wires smart charging. It must be made before the transactions, which tell what the EVSEs are doing by its limits. */
export function createSmartChargingOfLife({
  hardware,
  link,
  transactions,
  limitsChanged,
  deviceModel,
  clock,
  store,
  logger,
}: {
  readonly hardware: Pick<StationHardware, "evses" | "events" | "setLimits">;
  readonly link: Pick<CsmsLink, "call" | "outbox" | "version">;
  readonly transactions: () => TransactionsEngine;
  /** Called when the limit of an EVSE may be another. */
  readonly limitsChanged: () => void;
  readonly deviceModel: DeviceModel;
  readonly clock: Clock;
  readonly store: Store;
  readonly logger: Logger;
}): SmartChargingOfLife {
  const engine: SmartCharging = createSmartCharging({
    hardware,
    transactions: {
      idAt: (evseId) => transactions().idOnEvse(evseId),
      authorizedAt: (evseId) => transactions().authorizedAt(evseId) !== null,
      rateChanged: (evseId) => transactions().chargingRateChanged(evseId),
    },
    notices: createLimitNotices(link, logger),
    evPort: createEvNegotiationPort(link, logger, (notice) => engine.evScheduleAccepted(notice)),
    limitsChanged,
    deviceModel,
    clock,
    store,
    logger,
  });
  let forget: readonly (() => void)[] = [];
  return {
    engine,
    follow({ events }) {
      const changed = (): void => engine.transactionsChanged();
      forget = (["started", "updated", "ended", "authorizationChanged"] as const).map((type) =>
        events.on(type, changed),
      );
    },
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      engine.dispose();
    },
  };
}

/** What the external system of the station API may do. */
export interface ExternalLimitActions {
  set(limit: ExternalLimit): ActionOutcome;
  clear(source: ExternalSource, evseId?: number): ActionOutcome;
}

/** How the engine's refusals look to who acts at the station. */
export function externalLimitActions(engine: () => SmartCharging | null): ExternalLimitActions {
  const answer = (act: (engine: SmartCharging) => ExternalRefusal | null): ActionOutcome => {
    const powered = engine();
    if (!powered) return { refused: "impossible", because: "the station has no power" };
    const refusal = act(powered);
    if (!refusal) return null;
    const unknown = refusal.reason === "unknownEvse" || refusal.reason === "noSuchLimit";
    return { refused: unknown ? "unknown" : "impossible", because: refusal.because };
  };
  return {
    set: (limit) => answer((powered) => powered.limitExternally(limit)),
    clear: (source, evseId) => answer((powered) => powered.releaseExternally(source, evseId)),
  };
}
