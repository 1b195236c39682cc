import type { Payload } from "../../../protocol/index.js";
import type { StationCall } from "../../csms/inbox.js";
import type { CaseTools16 } from "../case-tools.js";

/** The station is reset, connects and boots; gives its BootNotification. */
export async function restarts({ csms, state }: CaseTools16): Promise<StationCall> {
  await csms.ask("Reset", { type: "Hard" }, { status: "Accepted" });
  return state.boots();
}

/** What the station said of itself when it booted; it is restarted where that was before the case. */
export async function lastBoot(tools: CaseTools16): Promise<Payload> {
  const boot = tools.csms.heard.findLast(({ action }) => action === "BootNotification");
  return (boot ?? (await restarts(tools))).payload;
}
