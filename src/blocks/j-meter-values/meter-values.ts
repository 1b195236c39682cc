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
export function createMeterValues({
  deviceModel,
  hardware,
  clock,
  logger,
}: {
  deviceModel: Pick<DeviceModel, "find">;
  hardware: Pick<StationHardware, "evses">;
  clock: Clock;
  logger: Logger;
}): MeterValues {
  const isOn = (component: string): boolean =>
    deviceModel.find(`${component}.Enabled`)?.toLowerCase() !== "false";

  const measurands = (list: MeasurandList): readonly string[] => {
    const { component, variable } = LISTS[list];
    if (!isOn(component)) return [];
    const names = deviceModel.find(`${component}.${variable}`) ?? "";
    return names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
  };

  /** Seconds, 0 where switched off, unset or senseless. */
  const interval = (component: string, variable: string): number => {
    const seconds = isOn(component) ? Number(deviceModel.find(`${component}.${variable}`) ?? 0) : 0;
    return seconds > 0 ? seconds : 0;
  };

  const evse = (evseId: number): EvseHardware | undefined => hardware.evses.find(({ id }) => id === evseId);
  const facts = (of: EvseHardware): MeterFacts => evseMeter(of.readMeter(), of.rating.dc);

  const meter = (evseId: number): MeterFacts | null => {
    if (evseId === 0) return mainMeter(hardware.evses.map(facts));
    const found = evse(evseId);
    return found ? facts(found) : null;
  };

  const read = (
    evseId: number,
    list: MeasurandList,
    names: readonly string[],
    context: ReadingContext,
  ): readonly SampledValue[] => {
    const found = evse(evseId);
    if (!found || !isSigned(deviceModel, list)) {
      const shown = meter(evseId);
      return shown ? sampleMeasurands(names, shown, context) : [];
    }
    // Signed and unsigned value are of one reading.
    const reading = found.readMeter();
    const values = sampleMeasurands(names, evseMeter(reading, found.rating.dc), context);
    return withSignature(values, found, reading, context, deviceModel); // E02.FR.14, E07.FR.12
  };

  return {
    sample(evseId, list, context): MeterValue | null {
      const names = measurands(list);
      if (names.length === 0) return null;
      try {
        const sampledValues = read(evseId, list, names, context);
        // J01.FR.05, J01.FR.17, J02.FR.18: one timestamp for all that was read at this instant.
        return sampledValues.length === 0 ? null : { timestamp: toTimestamp(clock.now()), sampledValues };
      } catch (error) {
        logger.error({ err: error }, `The meter of EVSE ${evseId} could not be read`);
        return null;
      }
    },
    get txUpdatedInterval() {
      return interval("SampledDataCtrlr", "TxUpdatedInterval"); // J02.FR.11
    },
    get txEndedInterval() {
      return interval("SampledDataCtrlr", "TxEndedInterval");
    },
    get alignedTxEndedInterval() {
      return interval("AlignedDataCtrlr", "TxEndedInterval");
    },
    signs: (evseId) => isSigned(deviceModel, "txStarted") && (evse(evseId)?.meterSigner ?? null) !== null,
    energyWh(evseId) {
      const shown = meter(evseId);
      if (!shown) throw new InvariantError(`There is no EVSE ${evseId} to read`);
      return shown.energyWh;
    },
  };
}

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
