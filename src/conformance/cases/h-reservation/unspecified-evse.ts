import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { IdToken } from "../../pics/pics.js";
import {
  acceptsReservations,
  becomes,
  evseIdsOf,
  reserves,
  usesReservation,
  usesReservationByGroup,
} from "./preparations.js";

/** The EVSEs that have a connector of the configured type, as the device model says. */
async function evseIdsOfType(tools: CaseTools): Promise<readonly number[]> {
  const { places, variables, configured } = tools;
  const ids = new Set<number>();
  for (const { evseId, connectorId } of places) {
    const type = await variables.get(`Connector@${evseId}.${connectorId}.ConnectorType`);
    if (type === configured.connectorType) ids.add(evseId);
  }
  return [...ids];
}

/** One reservation makes an EVSE Reserved only where there is no other for it (H01.FR.20, H01.FR.24). */
async function isReservedIfOnly(tools: CaseTools, targeted: readonly number[]): Promise<void> {
  if (targeted.length === 1) await becomes(tools, "Reserved");
}

/** Another token for each of several reservations. */
const idTokenFor = ({ configured }: CaseTools, index: number): IdToken =>
  [configured.validIdToken, configured.secondIdToken][index] ?? {
    idToken: `RESERVED-${index}`,
    type: configured.validIdToken.type,
  };

/** Reusable state Reserved for all EVSEs, each for another token. */
async function allEvsesReserved(tools: CaseTools): Promise<void> {
  const { state, places } = tools;
  for (const [index, evseId] of evseIdsOf(tools).entries()) {
    const place = places.find((one) => one.evseId === evseId);
    if (place) await state.at(place).reserved({ id: index + 1, idToken: idTokenFor(tools, index) });
  }
}

/** An id that {@link allEvsesReserved} has not used. */
const anotherId = (tools: CaseTools): number => evseIdsOf(tools).length + 1;

export const UNSPECIFIED_EVSE_CASES = [
  testCase("TC_H_08_CS", "Reserve an unspecified EVSE - Accepted", { Reservation: "R-2" }, async (tools) => {
    await acceptsReservations(tools);
    await reserves(tools, {}, "Accepted");
    await isReservedIfOnly(tools, evseIdsOf(tools));
    await usesReservation(tools, tools.configured.validIdToken);
  }),

  testCase(
    "TC_H_09_CS",
    "Reserve an unspecified EVSE - Occupied - EVSE Reserved",
    { Reservation: "R-2" },
    async (tools) => {
      await acceptsReservations(tools);
      await allEvsesReserved(tools);
      await reserves(tools, {}, "Occupied", { id: anotherId(tools) });
    },
  ),

  testCase(
    "TC_H_10_CS",
    "Reserve an unspecified EVSE - Occupied - EVSE Occupied",
    { Reservation: "R-2" },
    async (tools) => {
      const { state, places } = tools;
      await acceptsReservations(tools);
      for (const evseId of evseIdsOf(tools)) {
        const place = places.find((one) => one.evseId === evseId);
        if (place) await state.at(place).energyTransferStarted();
      }
      await reserves(tools, {}, "Occupied");
    },
  ),

  testCase(
    "TC_H_12_CS",
    "Reserve an unspecified EVSE - Unavailable",
    { Reservation: "R-2" },
    async (tools) => {
      await acceptsReservations(tools);
      await tools.state.unavailable();
      await reserves(tools, {}, "Unavailable");
    },
  ),

  testCase(
    "TC_H_13_CS",
    "Reserve an unspecified EVSE - Rejected",
    { Reservation: "NOT R-2" },
    async (tools) => {
      await acceptsReservations(tools);
      await reserves(tools, {}, "Rejected");
    },
  ),

  testCase(
    "TC_H_14_CS",
    "Reserve an unspecified EVSE - Amount of EVSEs available equals the amount of reservations",
    { Reservation: "R-2" },
    async (tools) => {
      await acceptsReservations(tools);
      for (const [index] of evseIdsOf(tools).entries())
        await reserves(tools, {}, "Accepted", { id: index + 1, idToken: idTokenFor(tools, index) });
      for (const place of tools.places) await tools.expectsConnectorStatus("Reserved", place);
    },
  ),

  testCase(
    "TC_H_15_CS",
    "Reserve a connector with a specific type - Success",
    { Reservation: "R-1" },
    async (tools) => {
      const { connectorType, validIdToken } = tools.configured;
      await acceptsReservations(tools);
      const targeted = await evseIdsOfType(tools);
      await reserves(tools, { connectorType }, "Accepted");
      // H01.FR.24: all connectors of the EVSE, whatever Part 6 says of those of other types.
      await isReservedIfOnly(tools, targeted);
      await usesReservation(tools, validIdToken);
    },
  ),

  testCase(
    "TC_H_16_CS",
    "Reserve a connector with a specific type - Amount of available connectors of a type equals the amount of reservations",
    { Reservation: "R-1" },
    async (tools) => {
      const { connectorType } = tools.configured;
      await acceptsReservations(tools);
      await allEvsesReserved(tools);
      await reserves(tools, { connectorType }, "Occupied", { id: anotherId(tools) });
    },
  ),

  testCase(
    "TC_H_24_CS",
    "Reserve an unspecified EVSE - GroupIdToken",
    { Reservation: "R-2" },
    async (tools) => {
      await acceptsReservations(tools);
      await reserves(tools, {}, "Accepted", { groupId: tools.configured.groupId });
      await isReservedIfOnly(tools, evseIdsOf(tools));
      await usesReservationByGroup(tools);
    },
  ),
];
