import { Minutes, Seconds } from "../../../../src/kernel/index.js";
import { createCredential, createRoot } from "../../../../src/pki/index.js";
import type { EvCommunication, ScheduleOffer, V2gSessionOrder } from "../../../../src/hardware/index.js";
import { bench, dcCable, socket, talking, type Bench } from "../bench.js";

const AT = { evseId: 1, connectorId: 1 } as const;
const validity = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2049, 0, 1) };
const named = (commonName: string) => ({ commonName, organization: "Test" });
const tenAmps: ScheduleOffer = { id: 7, unit: "A", periods: [{ startPeriod: 0, limit: 10 }] };

let chain = "";
beforeAll(async () => {
  const root = await createRoot(named("MO Root"), validity);
  const subCa = await createCredential(root, { subject: named("MO Sub-CA"), validity, authority: true });
  const contract = await createCredential(subCa, { subject: named("DE-KBS-C00000001"), validity });
  chain = contract.certificate.pem + subCa.certificate.pem;
});

const connected = (layout = talking()): Bench & { secc: EvCommunication } => {
  const made = bench(layout, { contractChain: chain });
  made.hardware.actions.plugIn({ ...AT, side: "both", ev: { macAddress: "02:00:00:00:00:01" } });
  made.heard.length = 0;
  const secc = made.evse(1).evCommunication;
  if (!secc) throw new Error("the EVSE does not talk");
  return { ...made, secc };
};
const order = (changes: Partial<V2gSessionOrder> = {}): V2gSessionOrder => ({
  ...AT,
  identification: "PnC",
  ...changes,
});
const v2gFacts = ({ heard }: Bench) => heard.filter(({ type }) => !/Transfer|Ready|phases/.test(type));

test("by contract: identified, authorized, needs told, schedule chosen, charging", async () => {
  const station = connected();
  const { hardware, secc, clock, evse } = station;
  expect(hardware.actions.startV2gSession(order())).toBeNull();
  expect(secc.session).toEqual({
    connectorId: 1,
    identification: "PnC",
    phase: "awaitingAuthorization",
    vehicleId: "02:00:00:00:00:01",
    protocol: "urn:iso:15118:2:2013:MsgDef",
  });
  secc.answerAuthorization(true);
  expect(secc.session?.phase).toBe("awaitingSchedules");
  evse(1).offerEnergy();
  expect(evse(1).energyTransfer).toBe("suspendedEV");
  secc.offerSchedules([tenAmps]);
  expect(secc.session?.phase).toBe("charging");
  await clock.advance(Seconds(10));
  expect(evse(1).readMeter().currentA).toEqual([10, 10, 10]);
  expect(v2gFacts(station)).toEqual([
    {
      type: "v2gSessionStarted",
      event: {
        evseId: 1,
        session: expect.objectContaining({ phase: "identifying", identification: null }) as unknown,
      },
    },
    {
      type: "contractPresented",
      event: {
        evseId: 1,
        contract: { emaid: "DEKBSC00000001", chain: chain.split(/(?<=CERTIFICATE-----\n)(?=-)/) },
      },
    },
    {
      type: "chargingNeedsTold",
      event: {
        evseId: 1,
        anew: false,
        needs: {
          requestedEnergyTransfer: "AC_three_phase",
          maxScheduleTuples: 24,
          ac: { energyAmount: 36_000, evMinCurrent: 6, evMaxCurrent: 16, evMaxVoltage: 400 },
        },
      },
    },
    { type: "chargingScheduleChosen", event: { evseId: 1, chosen: { offerId: 7, profile: tenAmps } } },
  ]);
});

test("by external means the EV waits, and what nobody waits for does nothing", () => {
  const station = connected();
  const { hardware, secc } = station;
  secc.answerAuthorization(true);
  secc.offerSchedules([tenAmps]);
  secc.askForRenegotiation();
  secc.askToStop();
  secc.answerCertificateRequest({ accepted: true, exiResponse: "" });
  expect(secc.session).toBeNull();
  hardware.actions.startV2gSession(order({ identification: "EIM" }));
  secc.offerSchedules([tenAmps]);
  expect(secc.session).toMatchObject({ phase: "awaitingAuthorization", identification: "EIM" });
  expect(v2gFacts(station).map(({ type }) => type)).toEqual(["v2gSessionStarted", "externalMeansChosen"]);
});

test("an EV that is refused takes nothing, and may begin anew", () => {
  const { hardware, secc, evse, heard } = connected();
  hardware.actions.startV2gSession(order());
  secc.answerAuthorization(false);
  evse(1).offerEnergy();
  expect(secc.session?.phase).toBe("refused");
  expect(evse(1).energyTransfer).toBe("suspendedEV");
  expect(evse(1).ev).toMatchObject({ ready: false, iso15118: true });
  expect(hardware.actions.startV2gSession(order({ identification: "EIM" }))).toBeNull();
  expect(heard.filter(({ type }) => type === "v2gSessionEnded")).toHaveLength(1);
});

test("the current follows the schedule, and at its end the EV tells its needs anew and charges on", async () => {
  const { hardware, secc, evse, clock, heard } = connected();
  hardware.actions.startV2gSession(order());
  secc.answerAuthorization(true);
  evse(1).offerEnergy();
  const periods = [
    { startPeriod: 0, limit: 12 },
    { startPeriod: 60, limit: 0 },
    { startPeriod: 120, limit: 8, phases: 1 },
  ];
  secc.offerSchedules([{ id: 1, unit: "A", durationSeconds: 180, periods }]);
  const seen: unknown[] = [];
  for (const seconds of [30, 60, 60]) {
    await clock.advance(Seconds(seconds));
    seen.push([evse(1).energyTransfer, ...evse(1).readMeter().currentA]);
  }
  expect(seen).toEqual([
    ["charging", 12, 12, 12],
    ["suspendedEV", 0, 0, 0],
    ["charging", 8, 0, 0],
  ]);
  heard.length = 0;
  await clock.advance(Seconds(30));
  expect(heard.map(({ type }) => type)).toEqual(["chargingNeedsTold"]);
  expect(secc.session?.phase).toBe("renegotiating");
  expect(evse(1).energyTransfer).toBe("charging");
  secc.offerSchedules([tenAmps]);
  await clock.advance(Minutes(1));
  expect([secc.session?.phase, evse(1).readMeter().currentA]).toEqual(["charging", [10, 10, 10]]);
});

test("the EVSE's own limit holds all the same", async () => {
  const { hardware, secc, evse, clock } = connected();
  hardware.actions.startV2gSession(order());
  secc.answerAuthorization(true);
  evse(1).offerEnergy();
  secc.offerSchedules([tenAmps]);
  evse(1).setLimit({ amps: 7 });
  await clock.advance(Seconds(10));
  expect(evse(1).readMeter().currentA).toEqual([7, 7, 7]);
});

test("either side renegotiates while the EV charges, and only then", () => {
  const { hardware, secc, heard } = connected();
  expect(hardware.actions.renegotiate(1, {})?.because).toMatch(/does not charge in a session/);
  hardware.actions.startV2gSession(order({ needs: { evMaxCurrent: 12, scheduleTuples: 1 } }));
  secc.answerAuthorization(true);
  secc.offerSchedules([tenAmps]);
  heard.length = 0;
  expect(hardware.actions.renegotiate(1, { energyAmountWh: 5_000.4 })).toBeNull();
  secc.offerSchedules([tenAmps]);
  secc.askForRenegotiation();
  const told = heard.flatMap((fact) => (fact.type === "chargingNeedsTold" ? [fact.event] : []));
  expect(told.map(({ anew, needs }) => [anew, needs.maxScheduleTuples, needs.ac])).toEqual(
    Array(2).fill([true, 1, { energyAmount: 5_000, evMinCurrent: 6, evMaxCurrent: 12, evMaxVoltage: 400 }]),
  );
});

test("a DC EV tells its DC parameters", () => {
  const { hardware, secc, heard } = connected(talking([dcCable()]));
  hardware.actions.startV2gSession(order({ needs: { departureTime: "2026-01-01T12:00:00Z" } }));
  secc.answerAuthorization(true);
  expect(heard.find(({ type }) => type === "chargingNeedsTold")?.event).toMatchObject({
    needs: {
      requestedEnergyTransfer: "DC",
      departureTime: "2026-01-01T12:00:00Z",
      dc: {
        evMaxCurrent: 125,
        evMaxVoltage: 500,
        evMaxPower: 50_000,
        energyAmount: 36_000,
        stateOfCharge: 40,
        evEnergyCapacity: 60_000,
        fullSoC: 100,
        bulkSoC: 80,
      },
    },
  });
});

test.each([
  ["the EV", "EV", ({ hardware }: Bench) => hardware.actions.stopV2gSession(1)],
  ["the station", "station", ({ evse }: Bench) => evse(1).evCommunication?.askToStop()],
])("when %s ends a session the EV takes no more until it is connected anew", (_, by, ends) => {
  const station = connected();
  const { hardware, secc, evse, heard } = station;
  hardware.actions.startV2gSession(order());
  secc.answerAuthorization(true);
  evse(1).offerEnergy();
  secc.offerSchedules([tenAmps]);
  heard.length = 0;
  ends(station);
  expect(heard).toContainEqual({ type: "v2gSessionEnded", event: { evseId: 1, by } });
  expect([secc.session, evse(1).energyTransfer]).toEqual([null, "suspendedEV"]);
  hardware.actions.plugOut({ ...AT, side: "ev" });
  hardware.actions.plugIn({ ...AT, side: "ev" });
  expect(evse(1).energyTransfer).toBe("charging");
});

test("pulling the cable ends the session, and no timer is left", () => {
  const { hardware, secc, heard, clock } = connected();
  hardware.actions.startV2gSession(order());
  secc.answerAuthorization(true);
  secc.offerSchedules([{ ...tenAmps, durationSeconds: 60 }]);
  hardware.actions.plugOut({ ...AT, side: "ev" });
  expect(heard.at(-1)).toEqual({ type: "v2gSessionEnded", event: { evseId: 1, by: "cable" } });
  expect(secc.session).toBeNull();
  expect(clock.pending()).toEqual([]);
});

test("a power cut ends the session without a word; the EV then charges as by IEC 61851", () => {
  const { hardware, secc, heard, evse, clock } = connected();
  hardware.actions.startV2gSession(order());
  secc.answerAuthorization(true);
  secc.offerSchedules([{ ...tenAmps, durationSeconds: 60 }]);
  heard.length = 0;
  hardware.powerCycle();
  expect([secc.session, heard, clock.pending()]).toEqual([null, [], []]);
  evse(1).offerEnergy();
  expect(evse(1).energyTransfer).toBe("charging");
});

test("with its new certificate the EV goes on by itself, without it waits (M01, M02)", () => {
  const station = connected();
  const { hardware, secc, heard } = station;
  expect(hardware.actions.requestEvCertificate(1, { action: "Install" })).toBeNull();
  expect(v2gFacts(station).at(-1)).toEqual({
    type: "evCertificateRequested",
    event: {
      evseId: 1,
      request: {
        action: "Install",
        schemaVersion: "urn:iso:15118:2:2013:MsgDef",
        exiRequest: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) as unknown,
      },
    },
  });
  expect(hardware.actions.requestEvCertificate(1, { action: "Update" })?.because).toMatch(/too far/);
  secc.answerCertificateRequest({ accepted: false, exiResponse: "" });
  expect(secc.session?.phase).toBe("identifying");
  hardware.actions.requestEvCertificate(1, { action: "Update", schemaVersion: "v", exiRequest: "AA==" });
  expect(heard.at(-1)?.event).toEqual({
    evseId: 1,
    request: { action: "Update", schemaVersion: "v", exiRequest: "AA==" },
  });
  secc.answerCertificateRequest({ accepted: true, exiResponse: "BB==" });
  expect(secc.session).toMatchObject({ phase: "awaitingAuthorization", identification: "PnC" });
});

test("a contract can be given, and another eMAID shown than its own", () => {
  const { hardware, heard } = connected();
  const emaids = (): unknown[] =>
    heard.flatMap((fact) => (fact.type === "contractPresented" ? [fact.event.contract.emaid] : []));
  expect(hardware.actions.startV2gSession(order({ contractChain: "nonsense" }))?.because).toMatch(/PEM/);
  expect(hardware.actions.startV2gSession(order({ contractChain: chain, emaid: "XX-EVL-C1" }))).toBeNull();
  expect(emaids()).toEqual(["XXEVLC1"]);
});

test("what is impossible is refused in words and changes nothing", () => {
  const silent = bench();
  expect(silent.hardware.actions.startV2gSession(order())?.because).toMatch(/does not talk ISO 15118/);
  const alone = bench(talking([socket(), socket(2)]));
  const { actions } = alone.hardware;
  expect(actions.startV2gSession(order({ evseId: 9 }))).toMatchObject({ refused: "unknown" });
  expect(actions.startV2gSession(order())?.because).toMatch(/no EV is connected/);
  actions.plugIn({ ...AT, side: "both" });
  alone.heard.length = 0;
  expect(actions.startV2gSession(order())?.because).toMatch(/carries no contract/);
  expect(actions.startV2gSession(order({ connectorId: 2 }))?.because).toMatch(/connector 1/);
  expect(actions.stopV2gSession(1)?.because).toMatch(/no session/);
  const wrong = { requestedEnergyTransfer: "DC" } as const;
  expect(actions.startV2gSession(order({ identification: "EIM", needs: wrong }))?.because).toMatch(/AC/);
  expect(alone.heard).toEqual([]);
  actions.startV2gSession(order({ identification: "EIM" }));
  expect(actions.startV2gSession(order({ identification: "EIM" }))?.because).toMatch(/under way/);
});

test("an EV that could talk and has no session charges as by IEC 61851", () => {
  const { hardware, evse } = bench(talking(), { contractChain: chain });
  hardware.actions.plugIn({ ...AT, side: "both", ev: { iso15118: true } });
  evse(1).offerEnergy();
  expect(evse(1).energyTransfer).toBe("charging");
});
