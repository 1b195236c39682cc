import type { DeviceModel } from "../../device-model/index.js";
import {
  Milliseconds,
  nextAlignedInstant,
  toTimestamp,
  type Clock,
  type Logger,
  type Timer,
} from "../../kernel/index.js";
import type { MeterValue, MeterValues, TransactionPresence } from "./interface.js";

/** Milliseconds between an aligned instant and the sample that still counts as taken at it. */
const TOLERANCE = 1_000;

/** Where a clock-aligned sample of an EVSE goes. */
export type SampleDestination = "meterValues" | "transaction" | "nowhere";

/** Decides that from facts; for the main meter (EVSE 0) `hasTransaction` and `evseIdleOnly` are false. */
export function destinationOf(facts: {
  /** `AlignedDataCtrlr.SendDuringIdle` of the station. */
  readonly stationIdleOnly: boolean;
  /** `AlignedDataCtrlr.SendDuringIdle` of the EVSE. */
  readonly evseIdleOnly: boolean;
  readonly anyTransaction: boolean;
  readonly hasTransaction: boolean;
}): SampleDestination {
  if (facts.stationIdleOnly && facts.anyTransaction) return "nowhere"; // J01.FR.20
  if (facts.evseIdleOnly && facts.hasTransaction) return "nowhere"; // J01.FR.19
  return facts.hasTransaction ? "transaction" : "meterValues"; // J01.FR.22, J01.FR.14
}

/** Samples all meters at aligned instants. */
export interface ClockAlignedSampler {
  /** Begins, and follows the variables from now on. */
  start(): void;
  /** Stops for good or until the next start. */
  stop(): void;
  /** Must be called when the station's clock was set: timers do not notice. */
  clockSet(): void;
}

/**
 * Samples the main meter and all EVSEs every `AlignedDataCtrlr.Interval` seconds from midnight UTC (J01). It
 * holds a single timer, and none while the interval is 0 or aligned data is switched off. The timestamp is the
 * aligned instant itself.
 * @param send sends a MeterValues message; called for EVSEs without a transaction and for EVSE 0
 */
export function createClockAlignedSampler({
  meterValues,
  presence,
  deviceModel,
  evseIds,
  clock,
  send,
  logger,
}: {
  meterValues: Pick<MeterValues, "sample">;
  presence: TransactionPresence;
  deviceModel: Pick<DeviceModel, "find" | "watch">;
  evseIds: readonly number[];
  clock: Clock;
  send: (evseId: number, value: MeterValue) => void;
  logger: Logger;
}): ClockAlignedSampler {
  let timer: Timer | null = null;
  let unwatch: (() => void)[] | null = null;
  let lastInstant = -1;

  const isTrue = (path: string): boolean => deviceModel.find(path)?.toLowerCase() === "true";

  /** Seconds; 0: off. */
  const interval = (): number => {
    if (deviceModel.find("AlignedDataCtrlr.Enabled")?.toLowerCase() === "false") return 0;
    const seconds = Number(deviceModel.find("AlignedDataCtrlr.Interval") ?? 0);
    return seconds > 0 ? seconds : 0;
  };

  const arm = (): void => {
    timer?.cancel();
    timer = null;
    const seconds = interval();
    if (seconds === 0 || unwatch === null) return;
    const now = clock.now();
    let instant = nextAlignedInstant(now, seconds);
    // A timer that is a moment early, or a clock set back a little, must not sample an instant twice.
    if (instant === lastInstant) instant = nextAlignedInstant(instant, seconds);
    timer = clock.timer("clock-aligned meter values", Milliseconds(instant - now), () => fire(instant));
  };

  const fire = (instant: number): void => {
    const late = clock.now() - instant;
    // Well before its time, the clock was set back without a word: wait for the instant to come again.
    if (late >= -TOLERANCE) {
      lastInstant = instant;
      sampleAll(late <= TOLERANCE ? toTimestamp(instant) : null);
    }
    arm();
  };

  const sampleAll = (timestamp: string | null): void => {
    const stationIdleOnly = isTrue("AlignedDataCtrlr.SendDuringIdle");
    const anyTransaction = presence.anyTransaction();
    for (const evseId of [0, ...evseIds]) {
      try {
        const destination = destinationOf({
          stationIdleOnly,
          evseIdleOnly: evseId !== 0 && isTrue(`AlignedDataCtrlr@${evseId}.SendDuringIdle`),
          anyTransaction,
          hasTransaction: evseId !== 0 && presence.hasTransaction(evseId),
        });
        if (destination === "nowhere") continue;
        const sampled = meterValues.sample(evseId, "aligned", "Sample.Clock");
        if (!sampled) continue;
        const value = timestamp === null ? sampled : { ...sampled, timestamp };
        if (destination === "transaction") presence.addClockAlignedSample(evseId, value);
        else send(evseId, value);
      } catch (error) {
        logger.error({ err: error }, `The clock-aligned sample of EVSE ${evseId} was lost`);
      }
    }
  };

  return {
    start() {
      if (unwatch !== null) return;
      unwatch = [
        deviceModel.watch("AlignedDataCtrlr.Interval", arm),
        deviceModel.watch("AlignedDataCtrlr.Enabled", arm),
      ];
      arm();
    },
    stop() {
      for (const stopWatching of unwatch ?? []) stopWatching();
      unwatch = null;
      arm();
    },
    clockSet: arm,
  };
}
