import { verifyOcmf } from "../../src/blocks/j-meter-values/index.js";
import { createManualClock, Seconds } from "../../src/kernel/index.js";
import { fakeCsms } from "../support/csms.js";
import { stationOn, type StationOptions } from "../support/station.js";

const token = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const CONNECTOR = { id: 1, type: "sType2", cable: "detachable", phases: 3, maxCurrent: 32 };
const SIGNING = { evses: [{ id: 1, signingMeter: true, connectors: [CONNECTOR] }] };

interface Sampled {
  readonly context: string;
  readonly signedMeterValue?: { readonly signedMeterData: string; readonly publicKey: string };
}

const sampledOf = (event: unknown): readonly Sampled[] =>
  ((event as { meterValue?: { sampledValue: Sampled[] }[] }).meterValue ?? []).flatMap(
    ({ sampledValue }) => sampledValue,
  );

/** A session of a station with these variables; gives the events that began and ended it. */
async function session(variables: NonNullable<StationOptions["variables"]>) {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock, { ...SIGNING, variables });
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "Authorize", "SecurityEventNotification", [
    "TransactionEvent",
    { eventType: "Updated" },
  ]);
  const { actions } = station.hardware;
  actions.plugIn({ evseId: 1, connectorId: 1, side: "both" });
  actions.presentToken(token, 1);
  const started = await csms.expects("TransactionEvent", { eventType: "Started" });
  await csms.waits(Seconds(30));
  actions.presentToken(token, 1);
  const ended = await csms.expects("TransactionEvent", { eventType: "Ended" });
  await station.stop();
  await csms.done();
  return { started: sampledOf(started), ended: sampledOf(ended) };
}

const MEASURANDS = {
  "SampledDataCtrlr.TxStartedMeasurands": "Energy.Active.Import.Register",
  "SampledDataCtrlr.TxEndedMeasurands": "Energy.Active.Import.Register",
};
const SIGN = { ...MEASURANDS, "SampledDataCtrlr.SignReadings": true };

test("E02.FR.14, E07.FR.12, J02.FR.21 begin and end of a transaction are signed by the meter's key, which comes once", async () => {
  const { started, ended } = await session(SIGN);
  const [begin] = started;
  const publicKey = begin?.signedMeterValue?.publicKey ?? "";
  expect(started.map(({ context }) => context)).toEqual(["Transaction.Begin"]);
  expect(ended.map(({ context }) => context)).toEqual(["Transaction.Begin", "Transaction.End"]);
  for (const { signedMeterValue } of [...started, ...ended])
    expect(verifyOcmf(signedMeterValue?.signedMeterData ?? "", publicKey).genuine).toBe(true);
  expect(ended.at(-1)?.signedMeterValue?.publicKey).toBe("");
});

test("SignStartedReadings and SignReadings say what is signed", async () => {
  const signs = ({ signedMeterValue }: Sampled): boolean => signedMeterValue !== undefined;
  const onlyEnded = await session({ ...SIGN, "SampledDataCtrlr.SignStartedReadings": false });
  expect([onlyEnded.started.map(signs), onlyEnded.ended.map(signs)]).toEqual([[false], [true, true]]);
  const none = await session(MEASURANDS);
  expect([none.started.map(signs), none.ended.map(signs)]).toEqual([[false], [false, false]]);
});

test("a station without a meter that signs does not know the variables about it, and starts no transaction by a signature", async () => {
  const clock = createManualClock();
  const csms = await fakeCsms({ clock });
  const station = stationOn(csms, clock);
  await csms.expects("BootNotification");
  csms.ignores("Heartbeat", "StatusNotification", "SecurityEventNotification");
  await csms.settles();
  for (const name of ["SampledDataCtrlr", "AlignedDataCtrlr"]) {
    const variable = { component: { name }, variable: { name: "SignReadings" } };
    await csms.sends("GetVariables", { getVariableData: [variable] });
    csms.station.answers({ getVariableResult: [{ attributeStatus: "UnknownVariable" }] });
  }
  await csms.sends("SetVariables", {
    setVariableData: [
      { component: { name: "TxCtrlr" }, variable: { name: "TxStartPoint" }, attributeValue: "DataSigned" },
    ],
  });
  csms.station.answers({ setVariableResult: [{ attributeStatus: "Rejected" }] });
  await station.stop();
  await csms.done();
});
