import { CallFailed, type CsmsLink } from "../../csms-link/index.js";
import { messageOf, type Logger } from "../../kernel/index.js";
import type { MeterValue, ReadingContext, SampledValue } from "./interface.js";

/** SampledValue of OCPP 1.6, as Kerbside fills it. */
export interface Ocpp16SampledValue {
  readonly value: string;
  readonly context: ReadingContext;
  readonly format: "Raw";
  readonly measurand: string;
  readonly phase?: string;
  readonly location: SampledValue["location"];
  readonly unit?: string;
}

/** MeterValue of OCPP 1.6. */
export interface Ocpp16MeterValue {
  readonly timestamp: string;
  readonly sampledValue: readonly Ocpp16SampledValue[];
}

/** OCPP 1.6 has no hertz; a frequency goes without a unit. */
const NOT_IN_OCPP16: ReadonlySet<string> = new Set(["Hz"]);

function sampledValueToOcpp16(sampled: SampledValue): Ocpp16SampledValue {
  const { value, context, measurand, phase, location, unit } = sampled;
  return {
    value: String(value),
    context,
    format: "Raw",
    measurand,
    ...(phase !== undefined && { phase }),
    location,
    ...(!NOT_IN_OCPP16.has(unit) && { unit }),
  };
}

/** The wire form of samples, for MeterValues and for the transactionData of StopTransaction. */
export function meterValuesToOcpp16(values: readonly MeterValue[]): Ocpp16MeterValue[] {
  return values.map(({ timestamp, sampledValues }) => ({
    timestamp,
    sampledValue: sampledValues.map(sampledValueToOcpp16),
  }));
}

/** The payload of MeterValues. @param transactionId absent outside of transactions */
export function meterValuesRequestOcpp16(
  connectorId: number,
  values: readonly MeterValue[],
  transactionId?: number,
): { connectorId: number; transactionId?: number; meterValue: Ocpp16MeterValue[] } {
  return {
    connectorId,
    ...(transactionId !== undefined && { transactionId }),
    meterValue: meterValuesToOcpp16(values),
  };
}

/**
 * Sends a sample at once; what cannot be sent is dropped. Never rejects. Samples of a transaction that must not be lost go
 * through the outbox instead, as {@link meterValuesRequestOcpp16}.
 * @param sample.connectorId from 1 over all EVSEs, 0 for the main meter
 */
export async function sendMeterValuesOcpp16(
  { link, logger }: { link: Pick<CsmsLink, "call">; logger: Logger },
  { connectorId, value, transactionId }: { connectorId: number; value: MeterValue; transactionId?: number },
  { instructed = false }: { instructed?: boolean } = {},
): Promise<void> {
  try {
    await link.call("MeterValues", meterValuesRequestOcpp16(connectorId, [value], transactionId), {
      instructed,
    });
  } catch (error) {
    const sentence = `Meter values of connector ${connectorId} were not delivered: ${messageOf(error)}`;
    if (error instanceof CallFailed) logger.debug(sentence);
    else logger.error({ err: error }, sentence);
  }
}
