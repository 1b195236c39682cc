import { Seconds } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { mayTellConnectorStatus } from "../../states/connector-status.js";
import {
  acceptsReservations,
  becomes,
  charges,
  connectorsOfEvse,
  reserves,
  usesReservation,
  usesReservationByGroup,
  wayOf,
} from "./preparations.js";

/** Main A of TC_H_02: a stranger's token is presented, and energy does not flow. */
async function strangerIsNotServed({ csms, tester, configured, place }: CaseTools): Promise<void> {
  await tester.presentToken(configured.secondIdToken, place.evseId);
  await csms.mayExpect("Authorize", { idToken: { ...configured.secondIdToken } });
  await csms.expectsNone("TransactionEvent", Seconds(configured.quietTime), {
    transactionInfo: { chargingState: "Charging" },
  });
}

/** Main B of TC_H_02: a remote start for a stranger is refused (F01.FR.21, F02.FR.23). */
async function strangerIsRefused({ csms, configured, place }: CaseTools): Promise<void> {
  await csms.ask(
    "RequestStartTransaction",
    { idToken: { ...configured.secondIdToken }, evseId: place.evseId, remoteStartId: 1 },
    { status: "Rejected" },
  );
}

export const SPECIFIC_EVSE_CASES = [
  testCase(
    "TC_H_01_CS",
    "Reserve a specific EVSE - Accepted - Valid idToken",
    { Reservation: "M" },
    async (tools) => {
      await acceptsReservations(tools);
      await tools.state.reserved();
      await usesReservation(tools, tools.configured.validIdToken);
    },
  ),

  testCase(
    "TC_H_02_CS",
    "Reserve a specific EVSE - Accepted - Different idToken",
    { Reservation: "M" },
    async (tools) => {
      await acceptsReservations(tools);
      await tools.state.reserved();
      // With an access lock nobody can connect an EV before authorization.
      if (!tools.has("AQ-2")) await tools.state.evConnectedPreSession();
      if (wayOf(tools) === "local") await strangerIsNotServed(tools);
      else await strangerIsRefused(tools);
    },
  ),

  testCase(
    "TC_H_03_CS",
    "Reserve a specific EVSE - Occupied - EVSE Reserved",
    { Reservation: "M" },
    async (tools) => {
      const { state, configured, place } = tools;
      await acceptsReservations(tools);
      await state.reserved();
      await reserves(tools, { evseId: place.evseId }, "Occupied", {
        id: 2,
        idToken: configured.secondIdToken,
      });
    },
  ),

  testCase(
    "TC_H_04_CS",
    "Reserve a specific EVSE - Occupied - EVSE Occupied",
    { Reservation: "M" },
    async (tools) => {
      const { state, configured, place } = tools;
      await acceptsReservations(tools);
      await state.energyTransferStarted();
      await reserves(tools, { evseId: place.evseId }, "Occupied", { idToken: configured.secondIdToken });
    },
  ),

  testCase("TC_H_06_CS", "Reserve a specific EVSE - Unavailable", { Reservation: "M" }, async (tools) => {
    const { state, configured, place } = tools;
    await acceptsReservations(tools);
    await state.unavailable({ id: place.evseId });
    await reserves(tools, { evseId: place.evseId }, "Unavailable", { idToken: configured.secondIdToken });
  }),

  testCase(
    "TC_H_07_CS",
    "Reserve a specific EVSE - Reservation Ended / not used",
    { Reservation: "M" },
    async (tools) => {
      const { csms, state, configured } = tools;
      await acceptsReservations(tools);
      await state.reserved({ lasts: Seconds(configured.reservationDuration) });
      await csms.expectsNone("ReservationStatusUpdate", Seconds(configured.reservationDuration - 1));
      await becomes(tools, "Available");
      await csms.expects("ReservationStatusUpdate", { reservationId: 1, reservationUpdateStatus: "Expired" });
      await charges(tools, configured.secondIdToken);
    },
  ),

  testCase(
    "TC_H_19_CS",
    "Reserve a specific EVSE - Use a reserved EVSE with GroupId",
    { Reservation: "M" },
    async (tools) => {
      const { configured, place } = tools;
      await acceptsReservations(tools);
      await reserves(tools, { evseId: place.evseId }, "Accepted", { groupId: configured.groupId });
      await becomes(tools, "Reserved");
      await usesReservationByGroup(tools);
    },
  ),

  testCase(
    "TC_H_21_CS",
    "Charging Station cancels reservation when Unavailable",
    { Reservation: "M" },
    async (tools) => {
      const { csms, state, configured, place } = tools;
      const changes = (operationalStatus: string): Promise<unknown> =>
        csms.ask(
          "ChangeAvailability",
          { operationalStatus, evse: { id: place.evseId } },
          { status: "Accepted" },
        );
      await acceptsReservations(tools);
      await state.reserved();
      await changes("Inoperative");
      await becomes(tools, "Unavailable");
      await csms.expects("ReservationStatusUpdate", { reservationId: 1, reservationUpdateStatus: "Removed" });
      await changes("Operative");
      await becomes(tools, "Available");
      await charges(tools, configured.secondIdToken);
    },
  ),

  testCase(
    "TC_H_22_CS",
    "Reserve a specific EVSE - Configured to Reject",
    { Reservation: "R-3" },
    async (tools) => {
      await tools.variables.setIfImplemented("ReservationCtrlr.Enabled", false);
      await reserves(tools, { evseId: tools.place.evseId }, "Rejected");
    },
  ),

  testCase(
    "TC_H_23_CS",
    "Reserve a specific EVSE - Replace reservation",
    { Reservation: "M" },
    async (tools) => {
      const { csms, state, configured, place } = tools;
      await acceptsReservations(tools);
      await state.reserved();
      await reserves(tools, { evseId: place.evseId }, "Accepted", { idToken: configured.secondIdToken });
      // The EVSE was Reserved and is so: a report of it is not wrong, but nothing has changed.
      for (const one of connectorsOfEvse(tools)) await mayTellConnectorStatus(csms, one, "Reserved");
      await usesReservation(tools, configured.secondIdToken);
    },
  ),
];
