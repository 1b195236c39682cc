import {
  compositeSchedule,
  type ChargingSchedulePeriod,
  type InstalledProfile,
  type LimitContext,
} from "../blocks/k-smart-charging/index.js";
import {
  createMemoryStore,
  createSilentLogger,
  createSystemClock,
  createSystemRandom,
} from "../kernel/index.js";
import { createStation, loadConfiguration, loadSharedDefinitions } from "../station/index.js";

const DAY = 86_400;
const START = Date.UTC(2026, 0, 1);
const PURPOSES = [
  "ChargingStationExternalConstraints",
  "ChargingStationMaxProfile",
  "TxDefaultProfile",
  "TxProfile",
] as const;

/**
 * Profiles of which none hides another for long: the day is cut into as many slices as a purpose has profiles, each
 * profile is valid in its own slice and half of the next, and all have edges of their own.
 */
function manyProfiles(count: number, periods: number): InstalledProfile[] {
  const perPurpose = Math.ceil(count / PURPOSES.length);
  const slice = (DAY / perPurpose) * 1_000;
  return Array.from({ length: count }, (_, index) => {
    const purpose = PURPOSES[index % PURPOSES.length] ?? "TxProfile";
    const stackLevel = Math.floor(index / PURPOSES.length);
    const chargingRateUnit = index % 3 === 0 ? "W" : "A";
    return {
      evseId: purpose === "TxProfile" ? 1 : 0,
      source: "CSO",
      profile: {
        id: index,
        purpose,
        stackLevel,
        kind: "Recurring",
        recurrencyKind: "Daily",
        validFrom: START + Math.floor(stackLevel * slice),
        validTo: START + Math.floor((stackLevel + 1.5) * slice),
        ...(purpose === "TxProfile" ? { transactionId: "T1" } : {}),
        schedules: [
          {
            id: index,
            startSchedule: START - 40 * DAY * 1_000 + index * 1_000,
            chargingRateUnit,
            periods: Array.from({ length: periods }, (_period, nth): ChargingSchedulePeriod => ({
              startPeriod: Math.floor((nth * DAY) / periods),
              limit: (6 + ((nth * 7 + index) % 26)) * (chargingRateUnit === "W" ? 690 : 1),
            })),
          },
        ],
      },
    };
  });
}

/** How long the composite schedule of a day takes. */
export interface CompositeCost {
  /** Milliseconds, the median. */
  readonly ms: number;
  /** Milliseconds of the very first time. */
  readonly firstMs: number;
  /** Of the schedule that came out. */
  readonly periods: number;
}

/** Reckons the composite schedule of a day from so many profiles with so many periods each. */
export function compositeCost(profiles: number, periodsEach: number, samples: number): CompositeCost {
  const evse: LimitContext = {
    profiles: manyProfiles(profiles, periodsEach),
    evseId: 1,
    transaction: { transactionId: "T1", startedAt: START },
    supply: { dc: false, phases: 3, voltage: 230, maxCurrent: 32, maxPower: 22_080 },
  };
  const times: number[] = [];
  let periods = 0;
  for (let n = 0; n < samples; n++) {
    const from = performance.now();
    periods = compositeSchedule({ evse, from: START, duration: DAY, unit: "A" }).length;
    times.push(performance.now() - from);
  }
  const [firstMs = 0] = times;
  return { ms: times.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0, firstMs, periods };
}

/** How long a change of the station's limit takes to reach all its EVSEs. */
export interface LimitReach {
  /** Milliseconds until the hardware of all obeys, the median. */
  readonly ms: number;
  /** Milliseconds of the very first time. */
  readonly firstMs: number;
}

/** Lets so many EVSEs charge, and changes the limit that they share again and again. */
export function limitReach(evses: number, samples: number): LimitReach {
  const station = createStation({
    configuration: loadConfiguration({
      flags: [
        { key: "identity", value: "CS-LIMITS", origin: "bench" },
        // Nobody listens there: limits do not wait for a CSMS.
        { key: "csms.url", value: "ws://127.0.0.1:9/nobody", origin: "bench" },
        { key: "csms.securityProfile", value: 0, origin: "bench" },
        { key: "evses", value: manyEvses(evses), origin: "bench" },
        { key: "variables", value: EVERYBODY_CHARGES, origin: "bench" },
      ],
    }),
    definitions: loadSharedDefinitions(),
    store: createMemoryStore(),
    clock: createSystemClock(),
    random: createSystemRandom(),
    logger: createSilentLogger(),
    softwareVersion: "bench",
  });
  station.start();
  const { hardware, surface } = station;
  for (const { id } of hardware.evses) hardware.actions.plugIn({ evseId: id, connectorId: 1, side: "both" });
  let reachedAt = 0;
  const setLimits = hardware.setLimits.bind(hardware);
  hardware.setLimits = (limits) => {
    setLimits(limits);
    reachedAt = performance.now();
  };
  const times: number[] = [];
  for (let n = 0; n < samples; n++) {
    const limit = (7 + (n % 20)) * evses;
    const from = performance.now();
    const refused = surface.externalLimits.set({ evseId: 0, source: "EMS", unit: "A", limit });
    times.push(reachedAt - from);
    const reached = hardware.evses.every((evse) => evse.limit?.amps === limit / evses && evse.offering);
    if (refused || !reached) throw new Error("the limit of the benchmark did not reach all EVSEs");
  }
  void station.stop();
  const firstMs = times[0] ?? 0;
  return { firstMs, ms: times.sort((a, b) => a - b)[Math.floor(samples / 2)] ?? 0 };
}

const manyEvses = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    connectors: [{ id: 1, type: "sType2" }],
  }));

/** Plugging in is enough, whether or not a CSMS is there. */
const EVERYBODY_CHARGES = {
  "AuthCtrlr.Enabled": false,
  "TxCtrlr.TxBeforeAcceptedEnabled": true,
};
