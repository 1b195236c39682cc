import { testCase16 } from "../../case.js";
import { holderCharges, othersUnavailable, reserves } from "./preparations.js";

/** Reservations of any connector of the station, asked for as connector 0. */
export const STATION_CASES = [
  testCase16(
    "TC_049",
    "Reservation of a Charge Point - Transaction",
    { Reservation: "R-1" },
    async (tools) => {
      const { csms, state } = tools;
      await othersUnavailable(tools);
      const reservationId = await reserves(tools, { connectorId: 0 });
      // Only a connector can be Reserved (4.9): the one that is left.
      await state.expectsStatus("Reserved", { after: csms.latest });
      state.session.reservationId = reservationId;
      await holderCharges(tools);
    },
  ),

  // In OCA's document, but not in the list of what is certified; a laboratory may run it all the same.
  testCase16("TC_050_1", "Reservation of a Charge Point - Faulted", { Reservation: "R-1" }, async (tools) => {
    for (const { connectorId } of tools.connectors) await tools.state.at(connectorId).connectorFaulted();
    await reserves(tools, { connectorId: 0, status: "Faulted" });
  }),

  testCase16(
    "TC_050_2",
    "Reservation of a Charge Point - Occupied",
    { Reservation: "R-1 and NOT AQ-2" },
    async (tools) => {
      for (const { connectorId } of tools.connectors) await tools.state.at(connectorId).connectorOccupied();
      await reserves(tools, { connectorId: 0, status: "Occupied" });
    },
  ),

  testCase16(
    "TC_050_3",
    "Reservation of a Charge Point - Unavailable",
    { Reservation: "R-1" },
    async (tools) => {
      await tools.state.chargePointUnavailable();
      await reserves(tools, { connectorId: 0, status: "Unavailable" });
    },
  ),

  // The same; of stations without the profile.
  testCase16(
    "TC_050_4",
    "Reservation of a Charge Point - Rejected",
    { Core: "NOT Reservation" },
    async (tools) => {
      await reserves(tools, { connectorId: 0, status: "Rejected" });
    },
  ),
];
