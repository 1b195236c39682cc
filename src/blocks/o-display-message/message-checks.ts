import type { DeviceModel } from "../../device-model/index.js";
import type { DisplayMessage, DisplayMessageWish, SetDisplayMessageOutcome } from "./interface.js";

/** What a message is held against. */
export interface MessageChecks {
  readonly deviceModel: Pick<DeviceModel, "boolean" | "describe" | "hasComponent" | "list">;
  readonly isOngoing: (transactionId: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const ACCEPTED: SetDisplayMessageOutcome = { status: "Accepted" };
const PRINTABLE_ASCII = /^[\x20-\x7e\r\n\t]*$/;

const rejected = (because: string, reasonCode = "InvalidValue"): SetDisplayMessageOutcome => ({
  status: "Rejected",
  reasonCode,
  because,
});

/** Whether the station can show a message at all: the first reason against it, in the order of the requirements. */
export function checkMessage(wish: DisplayMessageWish, checks: MessageChecks): SetDisplayMessageOutcome {
  const { deviceModel, isOngoing, now } = checks;
  const { priority, state, contents, transactionId, display, from, until } = wish;
  const supported = (variable: string, value: string): boolean =>
    deviceModel.list(`DisplayMessageCtrlr.${variable}`).includes(value);
  if (!showsMessages(deviceModel)) return rejected("the station shows no messages", "NotEnabled");
  if (!supported("SupportedPriorities", priority)) return { status: "NotSupportedPriority" }; // O01.FR.01, O02.FR.03
  if (state !== undefined && !supported("SupportedStates", state)) return { status: "NotSupportedState" }; // O01.FR.02, O02.FR.04
  if (contents.some(({ format }) => !supported("SupportedFormats", format)))
    return { status: "NotSupportedMessageFormat" }; // O01.FR.03, O02.FR.05
  if (wish.onlyListedLanguages && contents.some(({ language }) => !isListed(language, deviceModel)))
    return { status: "LanguageNotSupported" };
  if (display && !isDisplay(display, deviceModel))
    return rejected("there is no such display", "UnknownComponent"); // O01.FR.22
  if (transactionId !== undefined && !isOngoing(transactionId)) return { status: "UnknownTransaction" }; // O02.FR.01
  if (wish.id < 0) return rejected("the id must be 0 or more", "ValueOutOfRange");
  if (contents.some(({ format, content }) => format === "ASCII" && !PRINTABLE_ASCII.test(content)))
    return rejected("the content is not printable ASCII");
  if (until !== undefined && (until <= now || until <= (from ?? now)))
    return rejected("the message ends before it is to be shown", "ValueOutOfRange");
  return ACCEPTED;
}

/** `DisplayMessageCtrlr` is there and switched on. */
export const showsMessages = (deviceModel: Pick<DeviceModel, "boolean">): boolean =>
  deviceModel.boolean("DisplayMessageCtrlr.Available") && deviceModel.boolean("DisplayMessageCtrlr.Enabled");

/** How many messages may be set (NumberOfDisplayMessages.maxLimit). */
export const mostMessages = (deviceModel: Pick<DeviceModel, "describe">): number =>
  deviceModel.describe("DisplayMessageCtrlr.DisplayMessages")?.characteristics.maxLimit ?? 0;

function isListed(language: string | undefined, deviceModel: Pick<DeviceModel, "describe">): boolean {
  const known = deviceModel.describe("DisplayMessageCtrlr.Language")?.characteristics.valuesList ?? [];
  return language === undefined || known.some((one) => one.toLowerCase() === language.toLowerCase());
}

/** The station has one display, so that a message is for it whether or not it is named (O01.FR.20, O01.FR.23). */
function isDisplay(
  display: NonNullable<DisplayMessage["display"]>,
  deviceModel: Pick<DeviceModel, "hasComponent">,
): boolean {
  return display.name.toLowerCase() === "display" && deviceModel.hasComponent(display);
}
