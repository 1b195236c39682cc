import type { DeviceModel } from "../../device-model/index.js";
import type { EvseHardware, StationHardware } from "../../hardware/index.js";
import { InvariantError, toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { MeasurandList, MeterValue, MeterValues, ReadingContext, SampledValue } from "./interface.js";
import { evseMeter, mainMeter, sampleMeasurands, type MeterFacts } from "./measurands.js";
import { isSigned, withSignature } from "./signing.js";

const LISTS: Readonly<Record<MeasurandList, { component: string; variable: string }>> = {
  txStarted: { component: "SampledDataCtrlr", variable: "TxStartedMeasurands" },
  txUpdated: { component: "SampledDataCtrlr", variable: "TxUpdatedMeasurands" },
  txEnded: { component: "SampledDataCtrlr", variable: "TxEndedMeasurands" },
  aligned: { component: "AlignedDataCtrlr", variable: "Measurands" },
  alignedTxEnded: { component: "AlignedDataCtrlr", variable: "TxEndedMeasurands" },
};

/**
 * The MeterValues engine (J01, J02). A sample is `null` too where none of its measurands can be read now, such
 * as SoC with an EV that does not tell, and where there is no such EVSE.
 *
 * @example
 * const begin = meterValues.sample(1, "txStarted", "Transaction.Begin");
 */
export function createMeterValues(abilities: MeterValuesAbilities): MeterValues {
  return new StationMeterValues(abilities);
}

interface MeterValuesAbilities {
  readonly deviceModel: Pick<DeviceModel, "find">;
  readonly hardware: Pick<StationHardware, "evses">;
  /** The values that a transaction's end brings are taken when those under way are (OCPP 1.6, 9.1.25, 9.1.27). */
  readonly endedWithUpdated: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

class StationMeterValues implements MeterValues {
  readonly #abilities: MeterValuesAbilities;

  constructor(abilities: MeterValuesAbilities) {
    this.#abilities = abilities;
  }

  sample(evseId: number, list: MeasurandList, context: ReadingContext): MeterValue | null {
    const { clock, logger } = this.#abilities;
    const names = this.#measurands(list);
    if (names.length === 0) return null;
    try {
      const sampledValues = this.#read(evseId, list, names, context);
      // J01.FR.05, J01.FR.17, J02.FR.18: one timestamp for all that was read at this instant.
      return sampledValues.length === 0 ? null : { timestamp: toTimestamp(clock.now()), sampledValues };
    } catch (error) {
      logger.error({ err: error }, `The meter of EVSE ${evseId} could not be read`);
      return null;
    }
  }

  get txUpdatedInterval(): number {
    return this.#interval("SampledDataCtrlr", "TxUpdatedInterval"); // J02.FR.11
  }

  get txEndedInterval(): number {
    return this.#abilities.endedWithUpdated()
      ? this.txUpdatedInterval
      : this.#interval("SampledDataCtrlr", "TxEndedInterval");
  }

  get alignedTxEndedInterval(): number {
    const ofUpdated = this.#abilities.endedWithUpdated();
    return this.#interval("AlignedDataCtrlr", ofUpdated ? "Interval" : "TxEndedInterval");
  }

  signs(evseId: number): boolean {
    const evse = this.#evse(evseId);
    return isSigned(this.#abilities.deviceModel, "txEnded") && (evse?.meterSigner ?? null) !== null;
  }

  energyWh(evseId: number): number {
    const shown = this.#meter(evseId);
    if (!shown) throw new InvariantError(`There is no EVSE ${evseId} to read`);
    return shown.energyWh;
  }

  #isOn(component: string): boolean {
    return this.#abilities.deviceModel.find(`${component}.Enabled`)?.toLowerCase() !== "false";
  }

  #measurands(list: MeasurandList): readonly string[] {
    const { component, variable } = LISTS[list];
    if (!this.#isOn(component)) return [];
    const names = this.#abilities.deviceModel.find(`${component}.${variable}`) ?? "";
    return names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
  }

  /** Seconds, 0 where switched off, unset or senseless. */
  #interval(component: string, variable: string): number {
    const { deviceModel } = this.#abilities;
    const seconds = this.#isOn(component) ? Number(deviceModel.find(`${component}.${variable}`) ?? 0) : 0;
    return seconds > 0 ? seconds : 0;
  }

  #evse(evseId: number): EvseHardware | undefined {
    return this.#abilities.hardware.evses.find(({ id }) => id === evseId);
  }

  #meter(evseId: number): MeterFacts | null {
    if (evseId === 0) return mainMeter(this.#abilities.hardware.evses.map(factsOf));
    const found = this.#evse(evseId);
    return found ? factsOf(found) : null;
  }

  #read(
    evseId: number,
    list: MeasurandList,
    names: readonly string[],
    context: ReadingContext,
  ): readonly SampledValue[] {
    const { deviceModel } = this.#abilities;
    const found = this.#evse(evseId);
    if (!found || !isSigned(deviceModel, list)) {
      const shown = this.#meter(evseId);
      return shown ? sampleMeasurands(names, shown, context) : [];
    }
    // Signed and unsigned value are of one reading.
    const reading = found.readMeter();
    const values = sampleMeasurands(names, evseMeter(reading, found.rating.dc), context);
    return withSignature(values, found, reading, context, deviceModel); // E02.FR.14, E07.FR.12
  }
}

const factsOf = (evse: EvseHardware): MeterFacts => evseMeter(evse.readMeter(), evse.rating.dc);

/** A sample of one EVSE, 0 for the main meter. */
export interface EvseSample {
  readonly evseId: number;
  readonly value: MeterValue;
}

/**
 * What a TriggerMessage for MeterValues asks for: the EVSE it names, else the main meter and all EVSEs
 * (F06.FR.06, F06.FR.11). Empty: nothing can be sent, and the trigger is to be rejected.
 * @param list `aligned` in OCPP 2.0.1 and 2.1, `txUpdated` in OCPP 1.6
 */
export function sampleForTrigger(
  meterValues: Pick<MeterValues, "sample">,
  list: "aligned" | "txUpdated",
  evseIds: readonly number[],
  evseId?: number,
): readonly EvseSample[] {
  return (evseId === undefined ? [0, ...evseIds] : [evseId]).flatMap((id) => {
    const value = meterValues.sample(id, list, "Trigger");
    return value ? [{ evseId: id, value }] : [];
  });
}
