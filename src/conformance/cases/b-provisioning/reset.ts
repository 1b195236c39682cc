import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import type { Place } from "../../pics/pics.js";
import type { ReusableStates } from "../../states/reusable-states.js";
import { secondEvse } from "../preparations.js";

/** Stops a session state by state until its transaction has ended. */
async function endsTransaction(state: ReusableStates): Promise<void> {
  await state.stopAuthorized();
  if (state.session.transaction === "ongoing") await state.evConnectedPostSession();
  if (state.session.transaction === "ongoing") await state.evDisconnected();
  if (state.session.transaction === "ongoing") await state.parkingBayUnoccupied();
}

/** Occupied where the cable is still plugged. */
const statusBySession =
  ({ state }: CaseTools) =>
  (place: Place): string =>
    state.at(place).session.plugged ? "Occupied" : "Available";

const ENDED_BY_RESET = {
  triggerReason: "ResetCommand",
  ends: true,
  transactionInfo: { chargingState: "EVConnected", stoppedReason: "ImmediateReset" },
} as const;

export const RESET_CASES = [
  testCase(
    "TC_B_20_CS",
    "Reset Charging Station - Without ongoing transaction - OnIdle",
    { Core: "M" },
    async ({ csms, state }) => {
      await csms.ask("Reset", { type: "OnIdle" }, { status: "Accepted" });
      await state.boots();
    },
  ),

  testCase(
    "TC_B_21_CS",
    "Reset Charging Station - With ongoing transaction - OnIdle",
    { Core: "M" },
    async (tools) => {
      const { csms, state } = tools;
      await state.energyTransferStarted();
      await csms.ask("Reset", { type: "OnIdle" }, { status: "Scheduled" });
      await endsTransaction(state);
      const boot = await state.boots(statusBySession(tools));
      csms.check("BootNotification", boot, { reason: "ScheduledReset" });
    },
  ),

  testCase(
    "TC_B_22_CS",
    "Reset Charging Station - With ongoing transaction - Immediate",
    { Core: "M" },
    async (tools) => {
      const { csms, state } = tools;
      await state.energyTransferStarted();
      await csms.ask("Reset", { type: "Immediate" }, { status: "Accepted" });
      const ended = await state.event(ENDED_BY_RESET);
      csms.check("idToken of the TransactionEvent", ended["idToken"], undefined);
      const boot = await state.boots(statusBySession(tools));
      csms.check("BootNotification", boot, { reason: "RemoteReset" });
    },
  ),

  testCase(
    "TC_B_23_CS",
    "Reset Charging Station - Unavailable persists reset",
    { Core: "M" },
    async ({ csms, state, place }) => {
      await state.unavailable({ id: place.evseId, connectorId: place.connectorId });
      await csms.ask("Reset", { type: "OnIdle" }, { status: "Accepted" });
      const boot = await state.boots(({ evseId, connectorId }) =>
        evseId === place.evseId && connectorId === place.connectorId ? "Unavailable" : "Available",
      );
      csms.check("BootNotification", boot, { reason: "RemoteReset" });
    },
  ),

  testCase(
    "TC_B_24_CS",
    "Reset Charging Station - Reserved persists reset",
    { Reservation: "M" },
    async ({ csms, state, place, variables }) => {
      await variables.setIfImplemented("ReservationCtrlr.Enabled", true);
      await state.reserved();
      await csms.ask("Reset", { type: "Immediate" }, { status: "Accepted" });
      const boot = await state.boots(({ evseId }) => (evseId === place.evseId ? "Reserved" : "Available"));
      csms.check("BootNotification", boot, { reason: "RemoteReset" });
    },
  ),

  testCase(
    "TC_B_25_CS",
    "Reset EVSE - Without ongoing transaction",
    { Core: "C-13" },
    async ({ csms, place }) => {
      await csms.ask("Reset", { type: "OnIdle", evseId: place.evseId }, { status: "Accepted" });
    },
  ),

  testCase(
    "TC_B_26_CS",
    "Reset EVSE - With ongoing transaction - OnIdle",
    { Core: "C-13" },
    async ({ csms, state, place }) => {
      await state.energyTransferStarted();
      await csms.ask("Reset", { type: "OnIdle", evseId: place.evseId }, { status: "Scheduled" });
      await state.parkingBayUnoccupied();
    },
  ),

  testCase(
    "TC_B_27_CS",
    "Reset EVSE - With ongoing transaction - Immediate",
    { Core: "C-13" },
    async ({ csms, state, place }) => {
      await state.energyTransferStarted();
      await csms.ask("Reset", { type: "Immediate", evseId: place.evseId }, { status: "Accepted" });
      await state.event(ENDED_BY_RESET);
    },
  ),

  testCase("TC_B_28_CS", "Reset EVSE - Not supported", { Core: "NOT C-13" }, async ({ csms, place }) => {
    await csms.ask("Reset", { type: "OnIdle", evseId: place.evseId }, { status: "Rejected" });
  }),

  testCase(
    "TC_B_29_CS",
    "Reset EVSE - With ongoing transaction - Not supported",
    { Core: "NOT C-13" },
    async ({ csms, state, place }) => {
      await state.energyTransferStarted();
      await csms.ask("Reset", { type: "OnIdle", evseId: place.evseId }, { status: "Rejected" });
    },
  ),

  testCase(
    "TC_B_41_CS",
    "Reset Charging Station - With multiple ongoing transactions - OnIdle",
    { Core: "HFS-8 > 1" },
    async (tools) => {
      const { csms, state } = tools;
      const other = state.at(secondEvse(tools));
      await state.energyTransferStarted();
      await other.energyTransferStarted();
      await csms.ask("Reset", { type: "OnIdle" }, { status: "Scheduled" });
      await state.parkingBayUnoccupied();
      await endsTransaction(other);
      const boot = await state.boots(statusBySession(tools));
      csms.check("BootNotification", boot, { reason: "ScheduledReset" });
    },
  ),
];
