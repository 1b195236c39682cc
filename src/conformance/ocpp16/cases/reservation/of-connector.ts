import { Seconds } from "../../../../kernel/index.js";
import { ValidationFailed } from "../../../verdict.js";
import { testCase16 } from "../../case.js";
import { holderCharges, othersUnavailable, reserves } from "./preparations.js";

/** Seconds that a reservation may end too early. */
const EARLY = 1;

/** Reservations of one connector. */
export const CONNECTOR_CASES = [
  testCase16(
    "TC_046_1",
    "Reservation of a Connector - Local start transaction",
    { Reservation: "C-07" },
    async (tools) => {
      const { csms, state, idTags, configured } = tools;
      await othersUnavailable(tools);
      await state.reserved();
      await state.presents(idTags.second);
      // It cannot be the reserved one, whatever the central system says of it (5.13).
      await csms.expectsNone("Authorize", Seconds(configured.quietTime));
      await state.presents(idTags.valid);
      await state.expectsStatus("Preparing");
      await csms.mayExpect("Authorize", { idTag: idTags.valid });
      state.session.idTag = idTags.valid;
      await state.connectorOccupied();
      await state.transactionStarted();
    },
  ),

  testCase16(
    "TC_046_2",
    "Reservation of a Connector - Remote start transaction",
    { Reservation: "M" },
    async (tools) => {
      await tools.state.reserved();
      await holderCharges(tools);
    },
  ),

  testCase16("TC_047", "Reservation of a Connector - Expire", { Reservation: "M" }, async (tools) => {
    const { csms, state, idTags, configured } = tools;
    const { reservationDuration, patience } = configured;
    await othersUnavailable(tools);
    const began = csms.now();
    await state.reserved({ lasts: reservationDuration });
    await state.expectsStatus("Available", { within: Seconds(reservationDuration + patience) });
    const seconds = (csms.now() - began) / 1_000;
    if (seconds < reservationDuration - EARLY)
      throw new ValidationFailed(`the reservation ended after ${seconds} s, not ${reservationDuration} s`);
    state.session.reservationId = undefined;
    await state.charging({ idTag: idTags.second });
  }),

  // In OCA's document, but not in the list of what is certified; a laboratory may run it all the same.
  testCase16("TC_048_1", "Reservation of a Connector - Faulted", { Reservation: "M" }, async (tools) => {
    await tools.state.connectorFaulted();
    await reserves(tools, { status: "Faulted" });
  }),

  testCase16(
    "TC_048_2",
    "Reservation of a Connector - Occupied",
    { Reservation: "NOT AQ-2" },
    async (tools) => {
      await tools.state.connectorOccupied();
      await reserves(tools, { status: "Occupied" });
    },
  ),

  testCase16("TC_048_3", "Reservation of a Connector - Unavailable", { Reservation: "M" }, async (tools) => {
    await tools.state.connectorUnavailable();
    await reserves(tools, { status: "Unavailable" });
  }),

  // Of stations without the profile, which must know the message all the same.
  testCase16(
    "TC_048_4",
    "Reservation of a Connector - Rejected",
    { Core: "NOT Reservation" },
    async (tools) => {
      await reserves(tools, { status: "Rejected" });
    },
  ),

  testCase16("TC_053", "Use a reserved Connector with parentIdTag", { Reservation: "M" }, async (tools) => {
    const { csms, state, idTags, connectorId, has } = tools;
    const { second, parent } = idTags;
    idTags.know(second, { status: "Accepted", parentIdTag: parent });
    await othersUnavailable(tools);
    const reservationId = await reserves(tools, { parentIdTag: parent });
    await state.expectsStatus("Reserved", { after: csms.latest });
    state.session.reservationId = reservationId;
    if (has("C-07")) await state.authorized({ idTag: second });
    else {
      await csms.ask("RemoteStartTransaction", { connectorId, idTag: second }, { status: "Accepted" });
      const after = csms.latest;
      // Nobody but the central system knows its parent (5.13).
      await csms.expects("Authorize", { idTag: second }, { after });
      await state.expectsStatus("Preparing", { after });
      state.session.idTag = second;
    }
    await state.connectorOccupied();
    await state.transactionStarted();
  }),
];
