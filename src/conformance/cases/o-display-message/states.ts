import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { MESSAGE_ID } from "../../states/display-messages.js";
import { displayShows, displayShowsNone } from "../display.js";
import { contentOf, findsMessage, setsMessage } from "./messages.js";

async function starts({ state }: CaseTools): Promise<void> {
  await state.parkingBayOccupied();
  await state.authorized();
  await state.evConnectedPreSession();
  await state.energyTransferStarted();
}

async function ends({ state }: CaseTools): Promise<void> {
  await state.stopAuthorized();
  await state.evConnectedPostSession();
  await state.evDisconnected();
  await state.parkingBayUnoccupied();
}

export const STATE_CASES = [
  testCase(
    "TC_O_36_CS",
    "Set Display Message - State Charging",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const state = "Charging";
      await setsMessage(tools, { state }, "Accepted");
      await displayShowsNone(tools, contentOf(tools));
      await starts(tools);
      await displayShows(tools, contentOf(tools));
      await ends(tools);
      await displayShowsNone(tools, contentOf(tools));
      await findsMessage(tools, MESSAGE_ID, { state });
    },
  ),

  testCase(
    "TC_O_37_CS",
    "Set Display Message - State Idle",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const state = "Idle";
      await setsMessage(tools, { state }, "Accepted");
      await displayShows(tools, contentOf(tools));
      await starts(tools);
      await displayShowsNone(tools, contentOf(tools));
      await ends(tools);
      await displayShows(tools, contentOf(tools));
      await findsMessage(tools, MESSAGE_ID, { state });
    },
  ),

  testCase(
    "TC_O_38_CS",
    "Set Display Message - State Unavailable",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const state = "Unavailable";
      await setsMessage(tools, { state }, "Accepted");
      await displayShowsNone(tools, contentOf(tools));
      await tools.state.unavailable();
      await displayShows(tools, contentOf(tools));
      await tools.csms.ask("ChangeAvailability", { operationalStatus: "Operative" }, { status: "Accepted" });
      for (const place of tools.places) await tools.expectsConnectorStatus("Available", place);
      await displayShowsNone(tools, contentOf(tools));
      await findsMessage(tools, MESSAGE_ID, { state });
    },
  ),
];
