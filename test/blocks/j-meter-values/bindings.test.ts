import {
  meterValuesRequestOcpp16,
  meterValuesToOcpp16,
  meterValuesToOcpp2,
  sendMeterValuesOcpp16,
  sendMeterValuesOcpp2,
  type MeterValue,
  type SampledValue,
} from "../../../src/blocks/j-meter-values/index.js";
import { CallFailed, type CsmsLink } from "../../../src/csms-link/index.js";
import { createSilentLogger } from "../../../src/kernel/index.js";

const timestamp = "2026-03-04T10:15:00.000Z";
const of = (measurand: string, value: number, unit: string, phase?: string): SampledValue => ({
  value,
  measurand,
  context: "Sample.Clock",
  location: "Outlet",
  unit,
  ...(phase !== undefined && { phase }),
});
const value: MeterValue = {
  timestamp,
  sampledValues: [of("Energy.Active.Import.Register", 12_345.678, "Wh"), of("Voltage", 230, "V", "L1-N")],
};

function bench(failure?: Error) {
  const calls: unknown[] = [];
  const link: Pick<CsmsLink, "call"> = {
    call: <Response extends object>(action: string, payload: object, options?: { instructed?: boolean }) => {
      calls.push([action, payload, options]);
      return failure ? Promise.reject(failure) : Promise.resolve({} as Response);
    },
  };
  return { calls, to: { link, logger: createSilentLogger() } };
}

describe("OCPP 2", () => {
  const sampledValue = [
    {
      value: 12_345.678,
      context: "Sample.Clock",
      measurand: "Energy.Active.Import.Register",
      location: "Outlet",
      unitOfMeasure: { unit: "Wh", multiplier: 0 },
    },
    {
      value: 230,
      context: "Sample.Clock",
      measurand: "Voltage",
      phase: "L1-N",
      location: "Outlet",
      unitOfMeasure: { unit: "V", multiplier: 0 },
    },
  ];

  test("J01.FR.06 J02.FR.02 values are numbers with a unit of measure", () => {
    expect(meterValuesToOcpp2([value])).toEqual([{ timestamp, sampledValue }]);
  });

  test("what OCPP 2 has no measurand for is left out, and a sample of nothing else too", () => {
    const warm = of("Temperature", 31.5, "Celsius");
    expect(meterValuesToOcpp2([{ timestamp, sampledValues: [warm, ...value.sampledValues] }])).toEqual([
      { timestamp, sampledValue },
    ]);
    expect(meterValuesToOcpp2([{ timestamp, sampledValues: [warm] }])).toEqual([]);
  });

  test("J01.FR.02 J01.FR.05 F06.FR.06 MeterValues names the EVSE, and passes on that it was asked for", async () => {
    const { calls, to } = bench();
    await sendMeterValuesOcpp2(to, { evseId: 0, value }, { instructed: true });
    expect(calls).toEqual([
      ["MeterValues", { evseId: 0, meterValue: [{ timestamp, sampledValue }] }, { instructed: true }],
    ]);
  });
});

describe("OCPP 1.6", () => {
  test("values are strings with a unit, a frequency has none", () => {
    expect(
      meterValuesToOcpp16([
        { timestamp, sampledValues: [...value.sampledValues, of("Frequency", 50.01, "Hz")] },
      ]),
    ).toEqual([
      {
        timestamp,
        sampledValue: [
          {
            value: "12345.678",
            context: "Sample.Clock",
            format: "Raw",
            measurand: "Energy.Active.Import.Register",
            location: "Outlet",
            unit: "Wh",
          },
          {
            value: "230",
            context: "Sample.Clock",
            format: "Raw",
            measurand: "Voltage",
            phase: "L1-N",
            location: "Outlet",
            unit: "V",
          },
          {
            value: "50.01",
            context: "Sample.Clock",
            format: "Raw",
            measurand: "Frequency",
            location: "Outlet",
          },
        ],
      },
    ]);
  });

  test("the transaction is named where there is one", async () => {
    const meterValue = meterValuesToOcpp16([value]);
    expect(meterValuesRequestOcpp16(1, [value], 42)).toEqual({
      connectorId: 1,
      transactionId: 42,
      meterValue,
    });
    const { calls, to } = bench();
    await sendMeterValuesOcpp16(to, { connectorId: 2, value });
    expect(calls).toEqual([["MeterValues", { connectorId: 2, meterValue }, { instructed: false }]]);
  });
});

test.each([new CallFailed("MeterValues", { kind: "offline" }), new TypeError("broken")])(
  "sending never rejects: %s",
  async (failure) => {
    const { calls, to } = bench(failure);
    await expect(sendMeterValuesOcpp2(to, { evseId: 1, value })).resolves.toBeUndefined();
    await expect(sendMeterValuesOcpp16(to, { connectorId: 1, value })).resolves.toBeUndefined();
    expect(calls).toHaveLength(2);
  },
);
