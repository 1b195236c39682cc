import { list, number, part, text, type Payload } from "./payloads.js";

const REGISTER = "Energy.Active.Import.Register";

function wattHours(sample: Payload): number {
  const { unit = "Wh", multiplier = 0 } = {
    unit: text(sample, "unit") ?? text(part(sample, "unitOfMeasure"), "unit"),
    multiplier: number(part(sample, "unitOfMeasure"), "multiplier"),
  };
  return Number(sample["value"]) * 10 ** multiplier * (unit === "kWh" ? 1000 : 1);
}

/**
 * The last reading of the energy import register in meter values of any version, over all phases.
 * @returns watt-hours; `undefined` where there is none
 */
export function energyRegister(meterValues: readonly Payload[]): number | undefined {
  return meterValues
    .flatMap((meterValue) => list(meterValue, "sampledValue"))
    .filter((sample) => (text(sample, "measurand") ?? REGISTER) === REGISTER && sample["phase"] === undefined)
    .map(wattHours)
    .filter(Number.isFinite)
    .at(-1);
}
