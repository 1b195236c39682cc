import {
  createMeterValues,
  sampleForTrigger,
  SUPPORTED_MEASURANDS,
  type MeasurandList,
  type SampledValue,
} from "../../../src/blocks/j-meter-values/index.js";
import type { EvseHardware } from "../../../src/hardware/index.js";
import { createManualClock, createSilentLogger, InvariantError } from "../../../src/kernel/index.js";
import { createFakeDeviceModel } from "../../support/fake-device-model.js";
import { meteredEvse, reading } from "./support.js";

function bench(variables: Record<string, string>, evses: EvseHardware[] = [meteredEvse(1, reading)]) {
  const deviceModel = createFakeDeviceModel(variables);
  const clock = createManualClock();
  const logger = createSilentLogger();
  return {
    deviceModel,
    meterValues: createMeterValues({
      endedWithUpdated: () => false,
      deviceModel,
      hardware: { evses },
      clock,
      logger,
    }),
  };
}

/** `measurand phase value unit location` of each. */
const shown = (values: readonly SampledValue[] | undefined): string[] =>
  (values ?? []).map((v) =>
    [v.measurand, v.phase, v.value, v.unit, v.location].filter((x) => x !== undefined).join(" "),
  );

const sampleOf = (measurands: string, evses?: EvseHardware[], evseId = 1): string[] =>
  shown(
    bench({ "AlignedDataCtrlr.Measurands": measurands }, evses).meterValues.sample(
      evseId,
      "aligned",
      "Sample.Clock",
    )?.sampledValues,
  );

test.each<[string, string[]]>([
  ["Energy.Active.Import.Register", ["Energy.Active.Import.Register 12345.678 Wh Outlet"]],
  ["Power.Active.Import", ["Power.Active.Import 11040 W Outlet"]],
  [
    "Current.Import",
    ["Current.Import L1 16 A Outlet", "Current.Import L2 16 A Outlet", "Current.Import L3 16 A Outlet"],
  ],
  ["Voltage", ["Voltage L1-N 230 V Outlet", "Voltage L2-N 230 V Outlet", "Voltage L3-N 230 V Outlet"]],
  ["Current.Offered", ["Current.Offered 16 A Outlet"]],
  ["Power.Offered", ["Power.Offered 11040 W Outlet"]],
  ["Frequency", ["Frequency 50.01 Hz Outlet"]],
  ["Temperature", ["Temperature 31.5 Celsius Body"]],
  ["Current.Import.L2", ["Current.Import L2 16 A Outlet"]],
  ["Voltage.L1", ["Voltage L1-N 230 V Outlet"]],
  ["Voltage.L3-N", ["Voltage L3-N 230 V Outlet"]],
  [
    "Current.Import.L2, Current.Import",
    ["Current.Import L2 16 A Outlet", "Current.Import L1 16 A Outlet", "Current.Import L3 16 A Outlet"],
  ],
  ["Power.Offered, Frequency", ["Power.Offered 11040 W Outlet", "Frequency 50.01 Hz Outlet"]],
])(
  "J01.FR.07 J01.FR.09 J01.FR.10 %s is reported for all its phases, once, with location and unit",
  (list, expected) => {
    expect(sampleOf(list)).toEqual(expected);
  },
);

test("J01.FR.14 what is not known or not measured is left out, and with nothing left there is no sample", () => {
  expect(sampleOf("SoC,Power.Offered")).toEqual(["Power.Offered 11040 W Outlet"]);
  expect(sampleOf("SoC")).toEqual([]);
  expect(sampleOf("Energy.Reactive.Net,constructor")).toEqual([]);
  expect(sampleOf("SoC", [meteredEvse(1, () => reading({ stateOfCharge: 63.25 }))])).toEqual([
    "SoC 63.3 Percent EV",
  ]);
});

test("J01.FR.10 direct current has no phases, one-phase current has one", () => {
  const dc = meteredEvse(1, () => reading({ currentA: [125.5], voltageV: [400.25], frequencyHz: null }), {
    dc: true,
  });
  expect(sampleOf("Current.Import,Voltage,Frequency", [dc])).toEqual([
    "Current.Import 125.5 A Outlet",
    "Voltage 400.3 V Outlet",
  ]);
  const onePhase = meteredEvse(1, () => reading({ currentA: [6], voltageV: [230] }));
  expect(sampleOf("Current.Import,Voltage", [onePhase])).toEqual([
    "Current.Import L1 6 A Outlet",
    "Voltage L1-N 230 V Outlet",
  ]);
});

describe("the main meter", () => {
  const everything = SUPPORTED_MEASURANDS.join(",");

  test("J01.FR.03 J01.FR.04 adds up what all EVSEs import, at the inlet, and offers nothing", () => {
    const evses = [
      meteredEvse(1, () => reading({ energyWh: 0.1, powerW: 100 })),
      meteredEvse(2, () => reading({ energyWh: 0.2, powerW: 50, currentA: [4], voltageV: [228.04] })),
    ];
    expect(sampleOf(everything, evses, 0)).toEqual([
      "Current.Import L1 20 A Inlet",
      "Current.Import L2 16 A Inlet",
      "Current.Import L3 16 A Inlet",
      "Energy.Active.Import.Register 0.3 Wh Inlet",
      "Frequency 50.01 Hz Inlet",
      "Power.Active.Import 150 W Inlet",
      "Voltage L1-N 229 V Inlet",
      "Voltage L2-N 230 V Inlet",
      "Voltage L3-N 230 V Inlet",
    ]);
  });

  test("beside DC outputs it knows no current and voltage of the grid", () => {
    const evses = [
      meteredEvse(1, () => reading()),
      meteredEvse(2, () => reading({ frequencyHz: null }), { dc: true }),
    ];
    expect(sampleOf(everything, evses, 0)).toEqual([
      "Energy.Active.Import.Register 24691.356 Wh Inlet",
      "Frequency 50.01 Hz Inlet",
      "Power.Active.Import 22080 W Inlet",
    ]);
  });
});

test("J02.FR.16 J02.FR.17 the register is reported exactly as read", () => {
  let energyWh = 98_765_432.109;
  const { meterValues } = bench({}, [meteredEvse(1, () => reading({ energyWh }))]);
  expect(meterValues.energyWh(1)).toBe(98_765_432.109);
  energyWh += 0.001;
  expect(meterValues.energyWh(1)).toBe(energyWh);
  expect(meterValues.energyWh(0)).toBeCloseTo(energyWh, 3);
  expect(() => meterValues.energyWh(2)).toThrow(InvariantError);
});

describe("lists", () => {
  const lists: [MeasurandList, string, string][] = [
    ["txStarted", "SampledDataCtrlr", "TxStartedMeasurands"],
    ["txUpdated", "SampledDataCtrlr", "TxUpdatedMeasurands"],
    ["txEnded", "SampledDataCtrlr", "TxEndedMeasurands"],
    ["aligned", "AlignedDataCtrlr", "Measurands"],
    ["alignedTxEnded", "AlignedDataCtrlr", "TxEndedMeasurands"],
  ];

  test.each(lists)(
    "J02.FR.11 J01.FR.14 %s is %s.%s, and null when empty or switched off",
    (list, component, variable) => {
      const { meterValues, deviceModel } = bench({
        [`${component}.${variable}`]: "Power.Active.Import",
        [`${component}.Enabled`]: "true",
      });
      for (const [other] of lists) {
        const sample = meterValues.sample(1, other, "Trigger");
        expect(shown(sample?.sampledValues)).toEqual(
          other === list ? ["Power.Active.Import 11040 W Outlet"] : [],
        );
      }
      deviceModel.update(`${component}.Enabled`, false);
      expect(meterValues.sample(1, list, "Trigger")).toBeNull();
    },
  );

  test("J01.FR.05 J01.FR.08 J01.FR.17 a sample has one timestamp and its context at every value", () => {
    const { meterValues } = bench({ "SampledDataCtrlr.TxEndedMeasurands": "Voltage,Current.Offered" });
    const sample = meterValues.sample(1, "txEnded", "Transaction.End");
    expect(sample?.timestamp).toBe("2026-01-01T00:00:00.000Z");
    expect(new Set(sample?.sampledValues.map(({ context }) => context))).toEqual(
      new Set(["Transaction.End"]),
    );
  });

  test("an EVSE that is not there, or a meter that fails, gives no sample", () => {
    const broken = meteredEvse(1, () => {
      throw new Error("no answer on the bus");
    });
    const { meterValues } = bench({ "AlignedDataCtrlr.Measurands": "Voltage" }, [broken]);
    expect(meterValues.sample(1, "aligned", "Trigger")).toBeNull();
    expect(meterValues.sample(7, "aligned", "Trigger")).toBeNull();
  });
});

test("J02.FR.11 intervals are those of the variables, 0 when unset, senseless or switched off", () => {
  const { meterValues, deviceModel } = bench({
    "SampledDataCtrlr.Enabled": "true",
    "SampledDataCtrlr.TxUpdatedInterval": "60",
    "SampledDataCtrlr.TxEndedInterval": "-1",
    "AlignedDataCtrlr.TxEndedInterval": "900",
  });
  expect(meterValues.txUpdatedInterval).toBe(60);
  expect(meterValues.txEndedInterval).toBe(0);
  expect(meterValues.alignedTxEndedInterval).toBe(900);
  deviceModel.update("SampledDataCtrlr.Enabled", false);
  expect(meterValues.txUpdatedInterval).toBe(0);
  expect(bench({}).meterValues.alignedTxEndedInterval).toBe(0);
});

test("F06.FR.06 F06.FR.11 a trigger samples the EVSE named, else the main meter and all EVSEs", () => {
  const evses = [meteredEvse(1, reading), meteredEvse(2, reading)];
  const { meterValues } = bench(
    { "AlignedDataCtrlr.Measurands": "Current.Offered,Power.Active.Import" },
    evses,
  );
  const asked = (evseId?: number) => sampleForTrigger(meterValues, "aligned", [1, 2], evseId);
  expect(asked().map(({ evseId }) => evseId)).toEqual([0, 1, 2]);
  expect(asked(2).map(({ evseId }) => evseId)).toEqual([2]);
  expect(asked(2)[0]?.value.sampledValues[0]?.context).toBe("Trigger");
  expect(sampleForTrigger(meterValues, "txUpdated", [1, 2])).toEqual([]);
});
