import { Inconclusive } from "../verdict.js";
import type { CaseTools } from "../case-tools.js";

/** Seconds that a station may take to reconnect in the cases that go offline: the wait, and some more. */
export const reconnectPatience = ({ configured }: CaseTools): number =>
  configured.retryBackOffWaitMinimum + configured.bootPatience;

/** The station reconnects soon after each loss of the connection, at a time that can be foreseen. */
export async function reconnectsSoon({ variables, configured }: CaseTools): Promise<void> {
  await variables.setIfImplemented("OCPPCommCtrlr.RetryBackOffRandomRange", 0);
  await variables.setIfImplemented("OCPPCommCtrlr.RetryBackOffRepeatTimes", 1);
  await variables.setIfImplemented(
    "OCPPCommCtrlr.RetryBackOffWaitMinimum",
    configured.retryBackOffWaitMinimum,
  );
}

/** The station's transactions start at exactly these points; INCONC where it cannot be told to. */
export async function startsAt({ variables }: CaseTools, ...points: readonly string[]): Promise<void> {
  await variables.set("TxCtrlr.TxStartPoint", points.join(","));
}

/** The station's transactions stop at exactly these points; INCONC where it cannot be told to. */
export async function stopsAt({ variables }: CaseTools, ...points: readonly string[]): Promise<void> {
  await variables.set("TxCtrlr.TxStopPoint", points.join(","));
}

/** The second EVSE of the configuration. @throws Inconclusive where there is none */
export function secondEvse({ configured }: CaseTools): {
  readonly evseId: number;
  readonly connectorId: number;
} {
  const { secondEvseId } = configured;
  const place = configured.places.find(({ evseId }) => evseId === secondEvseId);
  if (!place) throw new Inconclusive("the test configuration names no second EVSE");
  return place;
}
