/** Where a triggered message applies; absent: everywhere it can (F06.FR.11). */
export interface TriggerPlace {
  readonly id: number;
  readonly connectorId?: number;
}

/** Prepares a triggered message: what sends it, or `null` where it cannot be sent. */
export type Trigger = (place: TriggerPlace | undefined) => (() => void) | null;

/** The messages that a CSMS may trigger, by the names of MessageTriggerEnumType. */
export type Triggers = Readonly<Partial<Record<string, Trigger>>>;

/** The answer to a TriggerMessage (F06.FR.05, F06.FR.08); the message follows the answer (F06.FR.04). */
export function answerTrigger(
  triggers: Triggers,
  requestedMessage: string,
  place: TriggerPlace | undefined,
): { status: "Accepted" | "Rejected" | "NotImplemented"; afterwards?: () => void } {
  const trigger = triggers[requestedMessage];
  if (!trigger) return { status: "NotImplemented" };
  const send = trigger(place);
  return send ? { status: "Accepted", afterwards: send } : { status: "Rejected" };
}
