import {
  createTariffAndCost,
  TOTAL_COST_STAYS,
  type Charge,
  type DriverInfo,
} from "../../../src/blocks/i-tariff-and-cost/index.js";
import { createManualClock, Seconds } from "../../../src/kernel/index.js";
import { deviceModelOf } from "../../device-model/station-under-test.js";

const alice = { idToken: "04A2B3C4D5E680", type: "ISO14443" };
const bob = { idToken: "04A2B3C4D5E681", type: "ISO14443" };
const TARIFF = { format: "UTF8", content: "0.30 EUR/kWh" };
const FALLBACK = "ask for the tariff";
const COST_FALLBACK = "see your invoice";

function bench(variables: Record<string, string | number | boolean> = {}) {
  const clock = createManualClock();
  const deviceModel = deviceModelOf({
    initial: {
      "TariffCostCtrlr.TariffFallbackMessage": FALLBACK,
      "TariffCostCtrlr.TotalCostFallbackMessage": COST_FALLBACK,
      ...variables,
    },
  });
  const at = { charges: [] as readonly Charge[], online: true, left: false };
  const costs = createTariffAndCost({
    deviceModel,
    charges: () => at.charges,
    online: () => at.online,
    endsWithoutDriver: () => at.left,
    onChange: () => undefined,
    clock,
  });
  const lines = () => costs.notices().flatMap((notice) => notice.lines);
  const charges = (idToken = alice, evseId: number | null = 1, transactionId: string | null = "tx-1") => {
    at.charges = [{ evseId, idToken, transactionId }];
    lines();
  };
  const ends = (transactionId = "tx-1") => {
    at.charges = [];
    costs.ended(transactionId);
  };
  const ended = { transactionId: "tx-1", ended: true, offline: false };
  const updated = { transactionId: "tx-1", ended: false, offline: false };
  return { clock, deviceModel, at, costs, lines, charges, ends, ended, updated };
}

test("nobody charges, and there is nothing to read", () => {
  expect(bench().costs.notices()).toEqual([]);
});

test("I01.FR.03 the driver's own tariff is shown, before an EVSE is chosen and while charging", () => {
  const { costs, charges, lines } = bench();
  costs.accepted(alice, { personalMessage: TARIFF });
  charges(alice, null, null);
  expect(lines()).toEqual([TARIFF.content]);
  charges({ ...alice, idToken: alice.idToken.toLowerCase() });
  expect(lines()).toEqual([TARIFF.content]);
});

test.each<[string, DriverInfo, Record<string, string | number>?]>([
  ["has none", {}],
  ["is in a format that cannot be shown", { personalMessage: { format: "HTML", content: "<b>0.30</b>" } }],
])("I04.FR.01 a driver whose tariff %s reads the fallback", (_why, info) => {
  const { costs, charges, lines } = bench();
  costs.accepted(alice, info);
  charges();
  expect(lines()).toEqual([FALLBACK]);
});

test("I04.FR.01 another driver than the one of whom the tariff is known reads the fallback", () => {
  const { costs, charges, lines } = bench();
  costs.accepted(alice, { personalMessage: TARIFF });
  charges(bob);
  expect(lines()).toEqual([FALLBACK]);
});

test("I04.FR.01 a tariff of an earlier authorization is not shown again; what is learned later adds to it", () => {
  const { costs, charges, lines } = bench();
  costs.accepted(alice, { personalMessage: TARIFF, language1: "de" });
  charges();
  costs.learned(alice, { language1: "nl" });
  expect(lines()).toEqual([TARIFF.content]);
  costs.accepted(alice, {});
  expect(lines()).toEqual([FALLBACK]);
  costs.learned(alice, { personalMessage: TARIFF });
  expect(lines()).toEqual([TARIFF.content]);
});

test("PersonalMessageSize limits what is shown", () => {
  const { costs, charges, lines } = bench({ "DisplayMessageCtrlr.PersonalMessageSize": 4 });
  costs.accepted(alice, { personalMessage: TARIFF });
  charges();
  expect(lines()).toEqual(["0.30"]);
});

test("I02.FR.03 the running cost of CostUpdated is shown; of an unknown transaction nothing is", () => {
  const { costs, charges, lines } = bench();
  charges();
  expect(costs.costUpdated("tx-2", 9)).toBe(false);
  expect(lines()).toEqual([FALLBACK]);
  expect(costs.costUpdated("tx-1", 1.234)).toBe(true);
  expect(lines()).toEqual([FALLBACK, "Cost so far: 1.23 EUR"]);
});

test("I02.FR.04, I06.FR.03 running cost and tariff of a response are shown, each until the next", () => {
  const { costs, charges, lines, updated } = bench();
  costs.accepted(alice, { personalMessage: TARIFF });
  charges();
  costs.answered({ ...updated, totalCost: 2 });
  costs.answered({ ...updated, updatedPersonalMessage: { format: "ASCII", content: "0.35" } });
  expect(lines()).toEqual(["0.35", "Cost so far: 2.00 EUR"]);
  costs.answered(updated);
  costs.answered({ ...updated, totalCost: 2.5 });
  expect(lines()).toEqual(["0.35", "Cost so far: 2.50 EUR"]);
});

test("I03.FR.03 the total cost is shown when the CSMS tells it, until the driver has had time to read it", async () => {
  const { costs, charges, lines, ends, ended, clock } = bench();
  charges();
  costs.costUpdated("tx-1", 3);
  ends();
  expect(lines()).toEqual([]);
  costs.answered({ ...ended, totalCost: 3.5 });
  expect(lines()).toEqual(["Total cost: 3.50 EUR"]);
  await clock.advance(Seconds(TOTAL_COST_STAYS / 1_000 - 1));
  expect(lines()).toEqual(["Total cost: 3.50 EUR"]);
  await clock.advance(Seconds(1));
  expect(lines()).toEqual([]);
  expect(clock.pending()).toEqual([]);
});

test("I03.FR.04 a free transaction costs 0; without a cost it does not", () => {
  const one = bench();
  one.charges();
  one.ends();
  one.costs.answered({ ...one.ended, totalCost: 0 });
  expect(one.lines()).toEqual(["Total cost: 0.00 EUR"]);
  const other = bench();
  other.charges();
  other.ends();
  other.costs.answered(other.ended);
  expect(other.lines()).toEqual([COST_FALLBACK]);
});

test("I03.FR.05 who must have left for the transaction to end is shown no cost", () => {
  const { at, costs, charges, lines, ends, ended, clock } = bench();
  at.left = true;
  charges();
  ends();
  costs.answered({ ...ended, totalCost: 3 });
  expect(lines()).toEqual([]);
  expect(clock.pending()).toEqual([]);
});

test("I05.FR.02 offline, the fallback is shown; a cost that comes later is not", () => {
  const { at, costs, charges, lines, ends, ended } = bench();
  charges();
  at.online = false;
  ends();
  expect(lines()).toEqual([COST_FALLBACK]);
  at.online = true;
  costs.answered({ ...ended, offline: true, totalCost: 3 });
  expect(lines()).toEqual([COST_FALLBACK]);
});

test("I05.FR.02 a connection that is lost before the answer leaves the fallback", () => {
  const { at, charges, lines, ends } = bench();
  charges();
  ends();
  expect(lines()).toEqual([]);
  at.online = false;
  expect(lines()).toEqual([COST_FALLBACK]);
});

test("the next driver at the EVSE takes the total cost of the last one away", () => {
  const { costs, charges, lines, ends, ended, clock } = bench();
  charges();
  ends();
  costs.answered({ ...ended, totalCost: 3 });
  charges(bob, 1, "tx-2");
  expect(lines()).toEqual([FALLBACK]);
  expect(clock.pending()).toEqual([]);
});

test("C01.FR.08, C01.FR.09, C01.FR.13 drivers read their first language, their second, or English", () => {
  const { costs, charges, lines } = bench({
    "TariffCostCtrlr.TariffFallbackMessage[nl]": "vraag het tarief",
    "TariffCostCtrlr.TariffFallbackMessage[de]": "",
  });
  const reads = (info: DriverInfo) => {
    costs.accepted(alice, info);
    charges();
    costs.costUpdated("tx-1", 1);
    return lines();
  };
  expect(reads({ language1: "nl-BE" })).toEqual(["vraag het tarief", "Kosten tot nu: 1.00 EUR"]);
  expect(reads({ language1: "es", language2: "nl" })).toEqual([
    "vraag het tarief",
    "Kosten tot nu: 1.00 EUR",
  ]);
  expect(reads({ language1: "de", language2: "fr" })).toEqual([FALLBACK, "Kosten bisher: 1.00 EUR"]);
  expect(reads({ language1: "es" })).toEqual([FALLBACK, "Cost so far: 1.00 EUR"]);
});

test("costs are in the currency of the station, with its decimals", () => {
  const { costs, charges, lines } = bench({ "TariffCostCtrlr.Currency": "JPY" });
  charges();
  costs.costUpdated("tx-1", 120.4);
  expect(lines()).toEqual([FALLBACK, "Cost so far: 120 JPY"]);
});

test("what is disabled is not shown", () => {
  const { costs, charges, lines, ends, ended } = bench({
    "TariffCostCtrlr.Enabled[Tariff]": false,
    "TariffCostCtrlr.Enabled[Cost]": false,
  });
  costs.accepted(alice, { personalMessage: TARIFF });
  charges();
  costs.costUpdated("tx-1", 1);
  expect(lines()).toEqual([]);
  ends();
  costs.answered({ ...ended, totalCost: 2 });
  expect(lines()).toEqual([]);
});

test("drivers who do not charge are forgotten after some others, those who do are not", () => {
  const { costs, charges, lines, at } = bench();
  costs.accepted(alice, { personalMessage: TARIFF });
  costs.accepted(bob, { personalMessage: TARIFF });
  charges(alice);
  for (let n = 0; n < 100; n++) costs.accepted({ idToken: `card-${n}`, type: "ISO14443" }, {});
  expect(lines()).toEqual([TARIFF.content]);
  at.charges = [{ evseId: 2, idToken: bob, transactionId: null }];
  expect(lines()).toEqual([FALLBACK]);
});
