import { Seconds } from "../../../kernel/index.js";
import type { StationCall } from "../../csms/inbox.js";
import { expectsStatusOf } from "./connector-status.js";
import type { Session16, Status } from "./session.js";
import type { StateContext16 } from "./state-context.js";

/** What a connector (0: the station) is; Available unless told. */
export type StatusOf = (connectorId: number) => Status | readonly Status[];

const ALL_AVAILABLE: StatusOf = () => "Available";

/** The station and all its connectors tell what they are. */
export async function expectsStatuses(
  { csms, connectors, configured }: StateContext16,
  statusOf: StatusOf = ALL_AVAILABLE,
  after?: StationCall,
): Promise<void> {
  const within = Seconds(configured.bootPatience);
  for (const connectorId of [0, ...connectors.map((connector) => connector.connectorId)])
    await expectsStatusOf(csms, connectorId, statusOf(connectorId), { within, after });
}

/** The station boots and is accepted; then the statuses. Gives its BootNotification. */
export async function boots(context: StateContext16, statusOf?: StatusOf): Promise<StationCall> {
  const { csms, configured } = context;
  const boot = await csms.expectsCall("BootNotification", {}, { within: Seconds(configured.bootPatience) });
  await expectsStatuses(context, statusOf, boot);
  return boot;
}

/** Reusable state SetConnectorUnavailable. */
export async function connectorUnavailable({ csms }: StateContext16, session: Session16): Promise<void> {
  const { connectorId } = session.connector;
  await csms.ask("ChangeAvailability", { connectorId, type: "Inoperative" }, { status: "Accepted" });
  await expectsStatusOf(csms, connectorId, "Unavailable", { after: csms.latest });
  session.status = "Unavailable";
}

/** Reusable state SetChargePointUnavailable. */
export async function chargePointUnavailable(context: StateContext16): Promise<void> {
  await context.csms.ask(
    "ChangeAvailability",
    { connectorId: 0, type: "Inoperative" },
    { status: "Accepted" },
  );
  await expectsStatuses(context, () => "Unavailable", context.csms.latest);
}

/** Reusable state SetConnectorFaulted, with the error that the connector tells. */
export async function connectorFaulted({ csms, tester }: StateContext16, session: Session16): Promise<void> {
  await tester.setConnectorFault(session.connector.place, true);
  await csms.expects(
    "StatusNotification",
    { status: "Faulted" },
    { where: ({ connectorId }) => connectorId === session.connector.connectorId },
  );
  session.status = "Faulted";
}
