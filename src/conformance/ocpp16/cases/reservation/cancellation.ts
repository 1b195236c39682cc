import { Seconds } from "../../../../kernel/index.js";
import { testCase16 } from "../../case.js";

export const CANCELLATION_CASES = [
  testCase16("TC_051", "Cancel Reservation", { Reservation: "M" }, async ({ csms, state, idTags }) => {
    const reservationId = await state.reserved();
    await csms.ask("CancelReservation", { reservationId }, { status: "Accepted" });
    await state.expectsStatus("Available", { after: csms.latest });
    state.session.reservationId = undefined;
    await state.charging({ idTag: idTags.second });
  }),

  testCase16(
    "TC_052",
    "Cancel Reservation - Rejected",
    { Reservation: "M" },
    async ({ csms, state, configured }) => {
      const reservationId = (await state.reserved()) + 1;
      await csms.ask("CancelReservation", { reservationId }, { status: "Rejected" });
      await csms.expectsNone("StatusNotification", Seconds(configured.quietTime));
    },
  ),
];
