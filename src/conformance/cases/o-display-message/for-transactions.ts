import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { MESSAGE_ID } from "../../states/display-messages.js";
import { displayShows, displayShowsNone } from "../display.js";
import { contentOf, findsMessage, findsNone, secondContentOf, SECOND_ID, setsMessage } from "./messages.js";
import { inSeconds } from "./set.js";

/** The configured message for the running transaction, but for those fields. */
const setsForTransaction = (tools: CaseTools, fields: Payload = {}): Promise<void> =>
  setsMessage(tools, { transactionId: tools.state.transactionId, ...fields }, "Accepted");

/** The transaction ends, by way of all reusable states after it. */
async function ends({ state }: CaseTools): Promise<void> {
  await state.stopAuthorized();
  await state.evConnectedPostSession();
  await state.evDisconnected();
  await state.parkingBayUnoccupied();
}

/** Two messages of that priority for the running transaction. */
async function setsTwo(tools: CaseTools, priority: string): Promise<readonly [string, string]> {
  const first = `${contentOf(tools)} 1`;
  const second = secondContentOf(tools);
  await setsForTransaction(tools, { priority, message: { content: first } });
  await setsForTransaction(tools, { id: SECOND_ID, priority, message: { content: second } });
  return [first, second];
}

export const TRANSACTION_CASES = [
  testCase(
    "TC_O_06_CS",
    "Set Display Message - Specific transaction - Success",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      await tools.state.energyTransferStarted();
      await setsForTransaction(tools);
      await displayShows(tools, contentOf(tools));
      await ends(tools);
      await displayShowsNone(tools, contentOf(tools));
      await findsNone(tools, { id: [MESSAGE_ID] });
    },
  ),

  testCase(
    "TC_O_10_CS",
    "Set Display Message - Specific transaction - UnknownTransaction",
    { AdvancedUserInterface: "M" },
    (tools) => setsMessage(tools, { transactionId: "no-such-transaction" }, "UnknownTransaction"),
  ),

  testCase(
    "TC_O_27_CS",
    "Set Display Message - Specific transaction - Display message at StartTime",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { startOffset } = tools.configured.displayMessage;
      await tools.state.energyTransferStarted();
      // Part 6 names no transaction, but wants the message to go with it (O02.FR.02).
      await setsForTransaction(tools, { startDateTime: inSeconds(tools, startOffset) });
      await displayShowsNone(tools, contentOf(tools));
      await tools.csms.waits(Seconds(startOffset));
      await displayShows(tools, contentOf(tools));
      await ends(tools);
      await displayShowsNone(tools, contentOf(tools));
      await findsNone(tools, { id: [MESSAGE_ID] });
    },
  ),

  testCase(
    "TC_O_28_CS",
    "Set Display Message - Specific transaction - Remove message after EndTime",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { endOffset } = tools.configured.displayMessage;
      await tools.state.energyTransferStarted();
      await setsForTransaction(tools, { endDateTime: inSeconds(tools, endOffset) });
      await displayShows(tools, contentOf(tools));
      await tools.csms.waits(Seconds(endOffset));
      await displayShowsNone(tools, contentOf(tools));
      await findsNone(tools, { id: [MESSAGE_ID] });
    },
  ),

  testCase(
    "TC_O_30_CS",
    "Set Display Message - Specific transaction - Multiple In front priority",
    { AdvancedUserInterface: "UI-1.2" },
    async (tools) => {
      await tools.state.energyTransferStarted();
      const priority = "InFront";
      const [first, second] = await setsTwo(tools, priority);
      const { transactionId } = tools.state;
      await displayShows(tools, first);
      await displayShows(tools, second);
      await findsMessage(tools, MESSAGE_ID, { transactionId, priority, message: { content: first } });
      await findsMessage(tools, SECOND_ID, { transactionId, priority, message: { content: second } });
      await ends(tools);
      await displayShowsNone(tools, first, second);
      await findsNone(tools, { id: [MESSAGE_ID] });
      await findsNone(tools, { id: [SECOND_ID] });
    },
  ),

  testCase(
    "TC_O_32_CS",
    "Set Display Message - Specific transaction - Second Alwaysfront priority",
    { AdvancedUserInterface: "UI-1.1" },
    async (tools) => {
      await tools.state.energyTransferStarted();
      const priority = "AlwaysFront";
      const [first, second] = await setsTwo(tools, priority);
      const { transactionId } = tools.state;
      await displayShows(tools, second);
      await displayShowsNone(tools, first);
      await findsNone(tools, { id: [MESSAGE_ID] });
      await findsMessage(tools, SECOND_ID, { transactionId, priority, message: { content: second } });
      await ends(tools);
      await displayShowsNone(tools, first, second);
      await findsNone(tools, { id: [SECOND_ID] });
    },
  ),
];
