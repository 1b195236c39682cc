import type { Payload } from "../../protocol/index.js";
import type { StateContext } from "./state-context.js";

/** Of a message where a case does not say. */
export const MESSAGE_ID = 101;

/** A SetDisplayMessage as configured, but for those fields; the content is in `message.content`. */
export function messageToSet(
  { configured }: Pick<StateContext, "configured">,
  fields: Payload = {},
): Payload {
  const { priority, format, content, display } = configured.displayMessage;
  const { message, ...others } = fields;
  return {
    message: {
      id: MESSAGE_ID,
      priority,
      ...(display && { display }),
      ...others,
      message: { format, content, ...(message as Payload | undefined) },
    },
  };
}

/** Memory state SetDisplayMessage. */
export async function setDisplayMessage(
  context: Pick<StateContext, "csms" | "configured">,
  fields: Payload = {},
): Promise<number> {
  const request = messageToSet(context, fields);
  await context.csms.ask("SetDisplayMessage", request, { status: "Accepted" });
  return (request["message"] as { readonly id: number }).id;
}
