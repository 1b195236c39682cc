import type { StationCall } from "../../../csms/inbox.js";
import type { CaseTools16 } from "../../case-tools.js";

/** The station is reset, connects and boots; gives its BootNotification. */
export async function restarts({ csms, state }: CaseTools16): Promise<StationCall> {
  await csms.ask("Reset", { type: "Hard" }, { status: "Accepted" });
  return state.boots();
}
