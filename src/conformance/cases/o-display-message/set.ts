import { Seconds, toTimestamp } from "../../../kernel/index.js";
import type { CaseTools } from "../../case-tools.js";
import { testCase } from "../../case.js";
import { present, type Pattern } from "../../expectations/pattern.js";
import { MESSAGE_ID } from "../../states/display-messages.js";
import { displayShows, displayShowsNone } from "../display.js";
import { contentOf, findsMessage, findsNone, secondContentOf, SECOND_ID, setsMessage } from "./messages.js";

/** A moment that many seconds from now. */
export const inSeconds = ({ csms }: CaseTools, seconds: number): string =>
  toTimestamp(csms.now() + Seconds(seconds));

/** The fields of the configured message that NotifyDisplayMessages must tell. */
const asConfigured = ({ configured: { displayMessage } }: CaseTools): Pattern => ({
  priority: displayMessage.priority,
  message: { format: displayMessage.format, content: displayMessage.content },
});

export const SET_CASES = [
  testCase("TC_O_01_CS", "Set Display Message - Success", { AdvancedUserInterface: "M" }, async (tools) => {
    await setsMessage(tools, {}, "Accepted");
    await displayShows(tools, contentOf(tools));
    await findsMessage(tools, MESSAGE_ID, asConfigured(tools));
  }),

  testCase(
    "TC_O_12_CS",
    "Set Display Message - Replace DisplayMessage",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const id = await tools.memory.setDisplayMessage();
      const replacement = "Something else";
      await setsMessage(tools, { id, message: { content: replacement } }, "Accepted");
      await displayShows(tools, replacement);
      await displayShowsNone(tools, contentOf(tools));
    },
  ),

  testCase(
    "TC_O_13_CS",
    "Set Display Message - Display message at StartTime",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { startOffset } = tools.configured.displayMessage;
      await setsMessage(tools, { startDateTime: inSeconds(tools, startOffset) }, "Accepted");
      await displayShowsNone(tools, contentOf(tools));
      await findsMessage(tools, MESSAGE_ID, { startDateTime: present });
      await tools.csms.waits(Seconds(startOffset));
      await displayShows(tools, contentOf(tools));
    },
  ),

  testCase(
    "TC_O_14_CS",
    "Set Display Message - Remove message after EndTime",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      const { endOffset } = tools.configured.displayMessage;
      await setsMessage(tools, { endDateTime: inSeconds(tools, endOffset) }, "Accepted");
      await displayShows(tools, contentOf(tools));
      await findsMessage(tools, MESSAGE_ID, { endDateTime: present });
      await tools.csms.waits(Seconds(endOffset));
      await displayShowsNone(tools, contentOf(tools));
      await findsNone(tools, { id: [MESSAGE_ID] });
    },
  ),

  testCase(
    "TC_O_17_CS",
    "Set Display Message - NotSupportedPriority",
    { AdvancedUserInterface: "NOT (UI-1.1 and UI-1.2 and UI-1.3)" },
    async (tools) => {
      const priority = tools.configured.displayMessage.unsupportedPriority;
      await setsMessage(tools, { priority }, "NotSupportedPriority");
    },
  ),

  testCase(
    "TC_O_19_CS",
    "Set Display Message - NotSupportedMessageFormat",
    { AdvancedUserInterface: "NOT (UI-2.1 and UI-2.2 and UI-2.3 and UI-2.4)" },
    async (tools) => {
      const format = tools.configured.displayMessage.unsupportedFormat;
      await setsMessage(tools, { message: { format } }, "NotSupportedMessageFormat");
    },
  ),

  testCase(
    "TC_O_20_CS",
    "Set Display Message - Persistent over reboot",
    { AdvancedUserInterface: "M" },
    async (tools) => {
      await setsMessage(tools, {}, "Accepted");
      await tools.state.booted();
      await findsMessage(tools, MESSAGE_ID, asConfigured(tools));
    },
  ),

  testCase(
    "TC_O_22_CS",
    "Set Display Message - Multiple In front priority",
    { AdvancedUserInterface: "UI-1.2" },
    async (tools) => {
      const priority = "InFront";
      const content = secondContentOf(tools);
      await setsMessage(tools, { priority, message: { content: `${contentOf(tools)} 1` } }, "Accepted");
      await setsMessage(tools, { id: SECOND_ID, priority, message: { content } }, "Accepted");
      await findsMessage(tools, MESSAGE_ID);
      await findsMessage(tools, SECOND_ID);
      await displayShows(tools, `${contentOf(tools)} 1`);
      await displayShows(tools, content);
    },
  ),

  testCase(
    "TC_O_24_CS",
    "Set Display Message - Second Alwaysfront priority",
    { AdvancedUserInterface: "UI-1.1" },
    async (tools) => {
      const priority = "AlwaysFront";
      const first = `${contentOf(tools)} 1`;
      await setsMessage(tools, { priority, message: { content: first } }, "Accepted");
      await setsMessage(
        tools,
        { id: SECOND_ID, priority, message: { content: secondContentOf(tools) } },
        "Accepted",
      );
      await findsNone(tools, { id: [MESSAGE_ID] });
      await findsMessage(tools, SECOND_ID);
      await displayShows(tools, secondContentOf(tools));
      await displayShowsNone(tools, first);
    },
  ),
];
