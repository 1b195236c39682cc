import { testCase } from "../../case.js";
import { MESSAGE_ID } from "../../states/display-messages.js";
import { findsMessages, findsNone, mustHold, SECOND_ID } from "./messages.js";

export const GET_CASES = [
  testCase(
    "TC_O_02_CS",
    "Get all Display Messages - Success",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const id = await tools.memory.setDisplayMessage();
      mustHold(await findsMessages(tools, {}), id);
    },
  ),

  testCase(
    "TC_O_03_CS",
    "Get all Display Messages - No DisplayMessages configured",
    { AdvancedUserInterface: "M" },
    (tools) => findsNone(tools, {}),
  ),

  testCase(
    "TC_O_07_CS",
    "Get a Specific Display Message - Id",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const id = await tools.memory.setDisplayMessage();
      mustHold(await findsMessages(tools, { id: [id] }, { id }), id);
    },
  ),

  testCase(
    "TC_O_08_CS",
    "Get a Specific Display Message - Priority",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { priority } = tools.configured.displayMessage;
      const id = await tools.memory.setDisplayMessage();
      mustHold(await findsMessages(tools, { priority }, { priority }), id);
    },
  ),

  testCase(
    "TC_O_09_CS",
    "Get a Specific Display Message - State",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { state } = tools.configured.displayMessage;
      const id = await tools.memory.setDisplayMessage({ state });
      mustHold(await findsMessages(tools, { state }, { state }), id);
    },
  ),

  testCase(
    "TC_O_11_CS",
    "Get a Specific Display Message - Unknown parameters",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      await tools.memory.setDisplayMessage();
      await findsNone(tools, { id: [SECOND_ID] });
    },
  ),

  testCase(
    "TC_O_33_CS",
    "Get a Specific Display Message - No DisplayMessages configured",
    { AdvancedUserInterface: "M" },
    (tools) => findsNone(tools, { id: [MESSAGE_ID] }),
  ),

  testCase(
    "TC_O_34_CS",
    "Get a Specific Display Message - Known Id, but not matching State",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { state, otherState } = tools.configured.displayMessage;
      const id = await tools.memory.setDisplayMessage({ state });
      await findsNone(tools, { id: [id], state: otherState });
    },
  ),

  testCase(
    "TC_O_35_CS",
    "Get a Specific Display Message - Known Id, but not matching Priority",
    { AdvancedUserInterface: "(UI-1.1 and UI-1.2) or (UI-1.2 and UI-1.3) or (UI-1.3 and UI-1.1)" },
    async (tools) => {
      const id = await tools.memory.setDisplayMessage();
      // Part 6 writes "state" here, but the case and its title are about the priority.
      await findsNone(tools, { id: [id], priority: tools.configured.displayMessage.otherPriority });
    },
  ),
];

export const CLEAR_CASES = [
  testCase("TC_O_04_CS", "Clear Display Message - Success", { AdvancedUserInterface: "M" }, async (tools) => {
    const id = await tools.memory.setDisplayMessage();
    await tools.csms.ask("ClearDisplayMessage", { id }, { status: "Accepted" });
    await findsNone(tools, { id: [id] });
  }),

  testCase(
    "TC_O_05_CS",
    "Clear Display Message - Unknown Key",
    { AdvancedUserInterface: "M" },
    async ({ csms }) => {
      await csms.ask("ClearDisplayMessage", { id: MESSAGE_ID }, { status: "Unknown" });
    },
  ),
];
