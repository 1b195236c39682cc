import type { Payload } from "../../protocol/index.js";
import type { Expectation } from "../csms/hearing.js";
import type { TestCsms } from "../csms/test-csms.js";
import { containing, mismatch, type Pattern } from "../expectations/pattern.js";
import type { Place } from "../pics/pics.js";

/** A NotifyEvent that tells of the availability of a connector (G01). */
const availabilityEvent = (place: Place | undefined, status: unknown): Pattern => ({
  eventData: containing({
    trigger: "Delta",
    ...(status !== undefined && { actualValue: status }),
    component: {
      name: "Connector",
      ...(place && { evse: { id: place.evseId, connectorId: place.connectorId } }),
    },
    variable: { name: "AvailabilityState" },
  }),
});

/** Whether a StatusNotification or NotifyEvent is about that connector. */
const isAbout =
  ({ evseId, connectorId }: Place) =>
  (payload: Payload): boolean =>
    payload["evseId"] === undefined
      ? holdsAvailabilityOf(payload, { evseId, connectorId })
      : payload["evseId"] === evseId && payload["connectorId"] === connectorId;

function holdsAvailabilityOf(payload: Payload, place: Place): boolean {
  const events = payload["eventData"];
  if (!Array.isArray(events)) return false;
  return events.some((event: Payload) => {
    const component = event["component"] as { name?: string; evse?: { id?: number; connectorId?: number } };
    const variable = event["variable"] as { name?: string };
    return (
      component.name === "Connector" &&
      component.evse?.id === place.evseId &&
      component.evse.connectorId === place.connectorId &&
      variable.name === "AvailabilityState"
    );
  });
}

/**
 * Expects that the station tells the status of a connector, by StatusNotification or by NotifyEvent; it must
 * be that status.
 */
export async function expectsConnectorStatus(
  csms: TestCsms,
  place: Place,
  status: unknown,
  expectation: Expectation = {},
): Promise<void> {
  const call = await csms.expectsAny(
    [
      ["StatusNotification", {}],
      ["NotifyEvent", availabilityEvent(place, undefined)],
    ],
    { where: isAbout(place), ...expectation },
  );
  const pattern =
    call.action === "NotifyEvent" ? availabilityEvent(place, status) : { connectorStatus: status };
  csms.check(`${call.action} of connector ${place.evseId}/${place.connectorId}`, call.payload, pattern);
}

/** Expects that the connector tells that status at last, after others perhaps. */
export async function expectsConnectorStatusAtLast(
  csms: TestCsms,
  place: Place,
  status: unknown,
): Promise<void> {
  for (;;) {
    const call = await csms.expectsAny(
      [
        ["StatusNotification", {}],
        ["NotifyEvent", availabilityEvent(place, undefined)],
      ],
      { where: isAbout(place) },
    );
    const wanted =
      call.action === "NotifyEvent" ? availabilityEvent(place, status) : { connectorStatus: status };
    if (mismatch(call.payload, wanted) === null) return;
  }
}

/** Takes a report of that status if it has come or comes very soon. */
export async function mayTellConnectorStatus(
  csms: TestCsms,
  place: Place,
  status: unknown,
): Promise<boolean> {
  const options = { where: isAbout(place) };
  const notification = await csms.mayExpect("StatusNotification", { connectorStatus: status }, options);
  return notification !== null;
}
