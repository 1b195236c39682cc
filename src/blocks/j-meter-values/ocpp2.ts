import { CallFailed, type CsmsLink } from "../../csms-link/index.js";
import { messageOf, type Logger } from "../../kernel/index.js";
import type { EvseSample } from "./meter-values.js";
import type { MeterValue, ReadingContext, SampledValue, SignedMeterValue } from "./interface.js";

/** SampledValueType of OCPP 2.0.1 and 2.1, as Kerbside fills it. */
export interface Ocpp2SampledValue {
  readonly value: number;
  readonly context: ReadingContext;
  readonly measurand: string;
  readonly phase?: string;
  readonly location: SampledValue["location"];
  readonly unitOfMeasure: { readonly unit: string; readonly multiplier: number };
  readonly signedMeterValue?: SignedMeterValue;
}

/** MeterValueType of OCPP 2.0.1 and 2.1. */
export interface Ocpp2MeterValue {
  readonly timestamp: string;
  readonly sampledValue: readonly [Ocpp2SampledValue, ...Ocpp2SampledValue[]];
}

/** Measurands that only OCPP 1.6 has. */
const NOT_IN_OCPP2: ReadonlySet<string> = new Set(["Temperature", "RPM"]);

function sampledValueToOcpp2({
  value,
  context,
  measurand,
  phase,
  location,
  unit,
  signed,
}: SampledValue): Ocpp2SampledValue {
  return {
    value,
    context,
    measurand,
    ...(phase !== undefined && { phase }),
    location,
    unitOfMeasure: { unit, multiplier: 0 },
    ...(signed && { signedMeterValue: signed }),
  };
}

/** The wire form of samples (J01.FR.06, J02.FR.02); one with nothing that OCPP 2 has a name for is left out. */
export function meterValuesToOcpp2(values: readonly MeterValue[]): Ocpp2MeterValue[] {
  return values.flatMap(({ timestamp, sampledValues }) => {
    const [first, ...rest] = sampledValues
      .filter(({ measurand }) => !NOT_IN_OCPP2.has(measurand))
      .map(sampledValueToOcpp2);
    return first ? [{ timestamp, sampledValue: [first, ...rest] }] : [];
  });
}

/**
 * Sends samples of an EVSE that do not belong to a transaction (J01.FR.02, J01.FR.14). What cannot be sent is
 * dropped: the message is not queued while offline. Never rejects.
 * @param instructed the CSMS asked for it (F06.FR.06)
 */
export async function sendMeterValuesOcpp2(
  { link, logger }: { link: Pick<CsmsLink, "call">; logger: Logger },
  { evseId, value }: EvseSample,
  { instructed = false }: { instructed?: boolean } = {},
): Promise<void> {
  const meterValue = meterValuesToOcpp2([value]);
  if (meterValue.length === 0) return;
  try {
    await link.call("MeterValues", { evseId, meterValue }, { instructed });
  } catch (error) {
    const sentence = `Meter values of EVSE ${evseId} were not delivered: ${messageOf(error)}`;
    if (error instanceof CallFailed) logger.debug(sentence);
    else logger.error({ err: error }, sentence);
  }
}
