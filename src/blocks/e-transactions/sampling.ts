import { nextAlignedInstant, Seconds, type Clock, type Timer } from "../../kernel/index.js";
import type { DeviceModel } from "../../device-model/index.js";
import type { MeterValues } from "../j-meter-values/index.js";
import type { OpenTransaction } from "./open-transaction.js";

interface Parts {
  readonly clock: Clock;
  readonly meterValues: MeterValues;
  readonly deviceModel: Pick<DeviceModel, "watch">;
}

/** Fires every `seconds()` while that is above 0; told by {@link Rhythm.restart} that it may have changed. */
class Rhythm {
  #timer: Timer | null = null;
  readonly #arm: (fired: boolean) => void;

  /** @param delay seconds until the next time; told whether the time before has just come */
  constructor(clock: Clock, name: string, delay: (fired: boolean) => number, fire: () => void) {
    this.#arm = (fired) => {
      const wait = delay(fired);
      this.#timer = null;
      if (!(wait > 0)) return;
      this.#timer = clock.timer(name, Seconds(wait), () => {
        // Before the work, which may stop the rhythm or throw.
        this.#arm(true);
        fire();
      });
    };
    this.#arm(false);
  }

  restart(): void {
    this.stop();
    this.#arm(false);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }
}

/**
 * Samples a transaction's EVSE in the configured rhythms until stopped: MeterValuePeriodic events (J02.FR.11),
 * and the values that the Ended event brings (E06.FR.11).
 */
export function sampleTransaction(transaction: OpenTransaction, parts: Parts): { stop(): void } {
  const { clock, meterValues, deviceModel } = parts;
  const take = (
    list: "txUpdated" | "txEnded" | "alignedTxEnded",
    context: "Sample.Periodic" | "Sample.Clock",
  ) => (transaction.evseId === null ? null : meterValues.sample(transaction.evseId, list, context));

  const collect = (list: "txEnded" | "alignedTxEnded", context: "Sample.Periodic" | "Sample.Clock"): void => {
    const value = take(list, context);
    if (value) transaction.collect(value);
  };

  const updated = new Rhythm(
    clock,
    "TxUpdatedInterval",
    () => meterValues.txUpdatedInterval,
    () => {
      const value = take("txUpdated", "Sample.Periodic");
      if (value) transaction.update("MeterValuePeriodic", { meterValues: [value] });
    },
  );
  const ended = new Rhythm(
    clock,
    "TxEndedInterval",
    () => meterValues.txEndedInterval,
    () => collect("txEnded", "Sample.Periodic"),
  );
  let due = -1;
  let taken = -1;
  const aligned = new Rhythm(
    clock,
    "AlignedDataCtrlr.TxEndedInterval",
    (fired) => {
      if (fired) taken = due;
      const interval = meterValues.alignedTxEndedInterval;
      if (interval <= 0) return 0;
      const now = clock.now();
      due = nextAlignedInstant(now, interval);
      // A timer that is a moment early must not sample an instant twice.
      if (due === taken) due = nextAlignedInstant(due, interval);
      return (due - now) / 1000;
    },
    () => collect("alignedTxEnded", "Sample.Clock"),
  );
  // Which variable says it depends on the version of OCPP: what has not changed keeps its rhythm.
  const whereChanged = (interval: () => number, rhythm: Rhythm): (() => void) => {
    let before = interval();
    return () => {
      if (interval() === before) return;
      before = interval();
      rhythm.restart();
    };
  };
  const endedMayHaveChanged = whereChanged(() => meterValues.txEndedInterval, ended);
  const alignedMayHaveChanged = whereChanged(() => meterValues.alignedTxEndedInterval, aligned);
  const forget = [
    deviceModel.watch("SampledDataCtrlr.TxUpdatedInterval", () => {
      updated.restart();
      endedMayHaveChanged();
    }),
    deviceModel.watch("SampledDataCtrlr.TxEndedInterval", endedMayHaveChanged),
    deviceModel.watch("AlignedDataCtrlr.Interval", alignedMayHaveChanged),
    deviceModel.watch("AlignedDataCtrlr.TxEndedInterval", alignedMayHaveChanged),
  ];
  return {
    stop() {
      for (const rhythm of [updated, ended, aligned]) rhythm.stop();
      for (const unwatch of forget) unwatch();
    },
  };
}
