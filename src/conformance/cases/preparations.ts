import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import type { CaseTools } from "../case-tools.js";
import type { Return } from "../csms/test-csms.js";
import type { TxPoint } from "../states/tx-points.js";
import { Inconclusive, ValidationFailed } from "../verdict.js";

/** Seconds that a station may take to reconnect in the cases that go offline: the wait, and some more. */
const reconnectPatience = ({ configured }: CaseTools): number =>
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

/**
 * The station's transactions start at that point, and at no other where that can be set.
 * @throws Inconclusive where the station cannot be told to, and does not do so by itself
 */
export const startsAt = (tools: CaseTools, point: TxPoint): Promise<void> =>
  isAt(tools, "TxStartPoint", point);

/** Likewise for the point at which they stop. */
export const stopsAt = (tools: CaseTools, point: TxPoint): Promise<void> => isAt(tools, "TxStopPoint", point);

async function isAt({ variables }: CaseTools, variable: string, point: TxPoint): Promise<void> {
  if (await variables.setIfImplemented(`TxCtrlr.${variable}`, point)) return;
  const now = (await variables.get(`TxCtrlr.${variable}`)) ?? "";
  if (!now.split(",").includes(point))
    throw new Inconclusive(`${variable} is ${now} and cannot be set to ${point}`);
}

/** The station goes offline, and comes back after that many seconds or when the CSMS lets it. */
export async function goesOffline(tools: CaseTools): Promise<void> {
  const { variables, configured, csms } = tools;
  await reconnectsSoon(tools);
  await variables.setIfImplemented("OCPPCommCtrlr.OfflineThreshold", configured.retryBackOffWaitMinimum + 60);
  await csms.closesConnection();
}

/** The station may come back. Gives when it did. */
export const comesBack = (tools: CaseTools): Promise<Return> =>
  tools.csms.acceptsReconnection(Seconds(reconnectPatience(tools)));

/**
 * The station that is back empties its queue. Gives the events until they are enough; every one of the time
 * before says that it happened offline (E04.FR.03).
 */
export async function emptiesItsQueue(
  { csms, configured }: CaseTools,
  { at, after }: Return,
  enough: (events: readonly Payload[]) => boolean,
  what: string,
): Promise<readonly Payload[]> {
  const within = Seconds(configured.patience);
  const events = await csms.gathers("TransactionEvent", enough, what, { after, within });
  checkOffline(events, at);
  return events;
}

function checkOffline(events: readonly Payload[], back: number): void {
  const wrong = events.find(
    // Some milliseconds for the way of the connection and the clocks of both sides.
    ({ offline, timestamp }) => offline !== true && Date.parse(String(timestamp)) < back - 200,
  );
  if (wrong)
    throw new ValidationFailed(
      `the event ${String(wrong["triggerReason"])} does not say that it happened offline`,
    );
}

export const isEnded = (event: Payload): boolean => event["eventType"] === "Ended";

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
