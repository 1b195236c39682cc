import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import { messageOf, toTimestamp, type Logger } from "../../kernel/index.js";
import { statusInfoOf, type OcppVersion, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { DisplayMessage, DisplayMessages, MessageContent } from "./interface.js";

type Get = RequestOf<"ocpp2.0.1", "GetDisplayMessages">;
type Clear = RequestOf<"ocpp2.0.1", "ClearDisplayMessage">;
type Part = RequestOf<"ocpp2.0.1", "NotifyDisplayMessages">;
type WireMessage = NonNullable<Part["messageInfo"]>[number];
/** OCPP 2.1 lets a message say the same in other languages, and knows more formats and states. */
interface Set {
  readonly message: Omit<WireMessage, "state" | "message"> & {
    readonly state?: string;
    readonly message: MessageContent;
    readonly messageExtra?: readonly MessageContent[];
  };
}

/** Messages in one NotifyDisplayMessages: about 10 KiB at most. */
const MESSAGES_PER_PART = 10;

/** SetDisplayMessage, GetDisplayMessages and ClearDisplayMessage of OCPP 2.0.1 and 2.1 (O01 to O06). */
export function displayMessageHandlersOcpp2(
  {
    messages,
    link,
    logger,
  }: {
    readonly messages: DisplayMessages;
    readonly link: Pick<CsmsLink, "call">;
    readonly logger: Logger;
  },
  version: Exclude<OcppVersion, "ocpp1.6">,
): RequestHandlers {
  const send = async (requestId: number, found: readonly DisplayMessage[]): Promise<void> => {
    const parts = partsOf(found);
    for (const [index, part] of parts.entries()) {
      const request: Part = {
        requestId, // O03.FR.05, O04.FR.06
        ...(index < parts.length - 1 && { tbc: true }), // O03.FR.04, O04.FR.05
        messageInfo: part.map(toWire),
      };
      await link.call("NotifyDisplayMessages", request, { instructed: true }); // O03.FR.02, O04.FR.03
    }
  };
  return {
    SetDisplayMessage({ message: wire }: Set) {
      const { startDateTime, endDateTime, transactionId, display, state, message, messageExtra = [] } = wire;
      const outcome = messages.set({
        id: wire.id,
        priority: wire.priority,
        ...(state !== undefined && { state }),
        ...(startDateTime !== undefined && { from: Date.parse(startDateTime) }),
        ...(endDateTime !== undefined && { until: Date.parse(endDateTime) }),
        ...(transactionId !== undefined && { transactionId }),
        ...(display && { display: componentOf(display) }),
        contents: [contentOf(message), ...messageExtra.map(contentOf)],
        onlyListedLanguages: version === "ocpp2.1", // 2.1: O01.FR.18
      });
      return {
        response: {
          status: outcome.status as ResponseOf<"ocpp2.0.1", "SetDisplayMessage">["status"],
          ...(outcome.status !== "Accepted" && statusInfoOf(outcome)),
        } satisfies ResponseOf<"ocpp2.0.1", "SetDisplayMessage">,
      };
    },
    GetDisplayMessages({ requestId, id, priority, state }: Get) {
      const found = messages.find({
        ...(id && { ids: id }),
        ...(priority && { priority }),
        ...(state && { state }),
      });
      // O03.FR.06, O04.FR.02, O04.FR.07
      if (found.length === 0)
        return {
          response: { status: "Unknown" } satisfies ResponseOf<"ocpp2.0.1", "GetDisplayMessages">,
        };
      return {
        response: { status: "Accepted" } satisfies ResponseOf<"ocpp2.0.1", "GetDisplayMessages">, // O03.FR.01, O04.FR.01
        afterwards: () =>
          void send(requestId, found).catch((error: unknown) =>
            logger.warn(
              { because: messageOf(error), requestId },
              "the display messages did not reach the CSMS",
            ),
          ),
      };
    },
    ClearDisplayMessage: ({ id }: Clear) => ({
      response: {
        status: messages.clear(id) ? "Accepted" : "Unknown",
      } satisfies ResponseOf<"ocpp2.0.1", "ClearDisplayMessage">,
    }),
  };
}

/** O03.FR.03, O04.FR.04. */
function partsOf(found: readonly DisplayMessage[]): readonly (readonly DisplayMessage[])[] {
  const parts: DisplayMessage[][] = [];
  for (let from = 0; from < found.length; from += MESSAGES_PER_PART)
    parts.push(found.slice(from, from + MESSAGES_PER_PART));
  return parts;
}

const contentOf = ({ format, language, content }: MessageContent): MessageContent => ({
  format,
  ...(language !== undefined && { language }),
  content,
});

function componentOf({
  name,
  instance,
  evse,
}: NonNullable<WireMessage["display"]>): NonNullable<DisplayMessage["display"]> {
  return {
    name,
    ...(instance !== undefined && { instance }),
    ...(evse && {
      evse: { id: evse.id, ...(evse.connectorId !== undefined && { connectorId: evse.connectorId }) },
    }),
  };
}

/** A message as it was set. */
function toWire(message: DisplayMessage): WireMessage {
  const { id, priority, state, from, until, transactionId, display, contents } = message;
  const [content, ...extra] = contents;
  return {
    id,
    priority,
    ...(state !== undefined && { state }),
    ...(from !== undefined && { startDateTime: toTimestamp(from) }),
    ...(until !== undefined && { endDateTime: toTimestamp(until) }),
    ...(transactionId !== undefined && { transactionId }),
    ...(display && { display: display as NonNullable<WireMessage["display"]> }),
    message: content as WireMessage["message"],
    ...(extra.length > 0 && { messageExtra: extra }),
  };
}
