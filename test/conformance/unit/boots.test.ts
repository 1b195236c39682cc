import type { DialogueItem } from "../../../src/conformance/index.js";
import { bootsIn, unorderedFirmware, type BootedCase } from "../../../src/conformance/record/boots.js";

const line = (part: Partial<DialogueItem>): DialogueItem => ({
  at: 0,
  time: "2026-01-01T00:00:00.000Z",
  from: "station",
  kind: "request",
  text: "BootNotification",
  ...part,
});
const boots = (firmwareVersion: string) => line({ payload: { chargingStation: { firmwareVersion } } });
const orders = line({ from: "csms", text: "UpdateFirmware", payload: {} });
const of = (id: string, ...dialogue: DialogueItem[]): BootedCase => ({ id, variant: "dc", dialogue });

test("the version of each boot is read, of OCPP 1.6 too", () => {
  const old = line({ payload: { firmwareVersion: "1.6.0" } });
  expect(bootsIn([boots("1"), orders, boots("2"), old, line({})])).toMatchObject([
    { firmwareVersion: "1", afterUpdate: false },
    { firmwareVersion: "2", afterUpdate: true },
    { firmwareVersion: "1.6.0" },
    { firmwareVersion: null },
  ]);
});

test("a change of firmwareVersion outside a firmware case is a problem", () => {
  const problems = unorderedFirmware(
    [of("TC_B_01_CS", boots("1")), of("TC_B_20_CS", boots("1"), boots("2"))],
    true,
  );
  expect(problems).toEqual([
    "TC_B_20_CS dc: the station booted with firmware 2 instead of 1 at 2026-01-01T00:00:00.000Z, and no case had ordered an update",
  ]);
});

test("an update that a case orders is none; behind it a fresh station has the former version, another one the new", () => {
  const update = [of("TC_B_01_CS", boots("1")), of("TC_L_01_CS", boots("1"), orders, boots("2"))];
  const back = [...update, of("TC_B_20_CS", boots("1"))];
  const stays = [...update, of("TC_B_20_CS", boots("2"))];
  expect(unorderedFirmware(back, true)).toEqual([]);
  expect(unorderedFirmware(stays, true)).toHaveLength(1);
  expect(unorderedFirmware(stays, false)).toEqual([]);
  expect(unorderedFirmware(back, false)).toHaveLength(1);
});

test("what boots otherwise before the order is a problem", () => {
  expect(
    unorderedFirmware([of("TC_B_01_CS", boots("1")), of("TC_L_01_CS", boots("2"), orders, boots("3"))], true),
  ).toHaveLength(1);
});
