import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import type { Pattern } from "../../expectations/pattern.js";
import { messageToSet } from "../../states/display-messages.js";
import { ValidationFailed } from "../../verdict.js";

/** Of a second message in the same case. */
export const SECOND_ID = 102;

/** The configured content, and that of the second message. */
export const contentOf = ({ configured }: CaseTools): string => configured.displayMessage.content;
export const secondContentOf = (tools: CaseTools): string => `${contentOf(tools)} 2`;

/** SetDisplayMessage as configured, but for those fields, is answered by that status. */
export async function setsMessage(tools: CaseTools, fields: Payload, status: string): Promise<void> {
  await tools.csms.ask("SetDisplayMessage", messageToSet(tools, fields), { status });
}

/** GetDisplayMessages finds messages; gives them, of all parts. Each holds the pattern. */
export async function findsMessages(
  { csms }: CaseTools,
  criteria: Payload,
  pattern: Pattern = {},
): Promise<readonly Payload[]> {
  const requestId = 1 + csms.calls.length;
  await csms.ask("GetDisplayMessages", { requestId, ...criteria }, { status: "Accepted" });
  const found: Payload[] = [];
  for (let more = true; more;) {
    const part = await csms.expects("NotifyDisplayMessages", { requestId });
    found.push(...((part["messageInfo"] ?? []) as readonly Payload[]));
    more = part["tbc"] === true;
  }
  for (const message of found) csms.check("a message of NotifyDisplayMessages", message, pattern);
  return found;
}

/** GetDisplayMessages finds exactly the message of that id, which holds the pattern. */
export async function findsMessage(tools: CaseTools, id: number, pattern: Pattern = {}): Promise<void> {
  const found = await findsMessages(tools, { id: [id] }, { id, ...pattern });
  if (found.length !== 1)
    throw new ValidationFailed(`one message must be told of, but ${found.length} were told of`);
}

/** All messages that were asked for have been received: that one is among them. */
export function mustHold(found: readonly Payload[], id: number): void {
  if (!found.some((message) => message["id"] === id))
    throw new ValidationFailed(`message ${id} was not told of`);
}

/** GetDisplayMessages finds nothing. */
export async function findsNone({ csms }: CaseTools, criteria: Payload): Promise<void> {
  const requestId = 1 + csms.calls.length;
  await csms.ask("GetDisplayMessages", { requestId, ...criteria }, { status: "Unknown" });
}
