import { testCase } from "../../case.js";
import { acceptsReservations, becomes } from "./preparations.js";

export const CANCELLATION_CASES = [
  testCase("TC_H_17_CS", "Cancel reservation of an EVSE - Success", { Reservation: "M" }, async (tools) => {
    await acceptsReservations(tools);
    await tools.state.reserved();
    await tools.csms.ask("CancelReservation", { reservationId: 1 }, { status: "Accepted" });
    await becomes(tools, "Available");
  }),

  testCase("TC_H_18_CS", "Cancel reservation of an EVSE - Rejected", { Reservation: "M" }, async (tools) => {
    await acceptsReservations(tools);
    await tools.csms.ask("CancelReservation", { reservationId: 1 }, { status: "Rejected" });
  }),
];
