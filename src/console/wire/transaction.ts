import { actionOf, type Exchange } from "./exchange.js";

/** A transaction that occurs on the wire. */
export interface SeenTransaction {
  readonly transactionId: string;
  /** Exchanges that name it. */
  readonly exchanges: number;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (payload: unknown): Fields => (typeof payload === "object" && payload ? (payload as Fields) : {});

/** The id of the transaction that an exchange is about; OCPP 1.6 learns it from the answer. */
export function transactionIdOf({ request, answer }: Exchange): string | null {
  const asked = fieldsOf(request?.payload);
  const answered = fieldsOf(answer?.payload);
  const profile = fieldsOf(asked["chargingProfile"] ?? asked["csChargingProfiles"]);
  const found =
    fieldsOf(asked["transactionInfo"])["transactionId"] ??
    asked["transactionId"] ??
    profile["transactionId"] ??
    answered["transactionId"];
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
}

/** The transactions on the wire, the newest first. */
export function transactionsIn(exchanges: readonly Exchange[]): SeenTransaction[] {
  const counts = new Map<string, number>();
  for (const exchange of exchanges) {
    const id = transactionIdOf(exchange);
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].map(([transactionId, count]) => ({ transactionId, exchanges: count })).reverse();
}

/** The messages of one transaction, with the authorization of its driver just before it. */
export function exchangesOf(transactionId: string, exchanges: readonly Exchange[]): Exchange[] {
  const first = exchanges.findIndex((exchange) => transactionIdOf(exchange) === transactionId);
  if (first < 0) return [];
  const before = exchanges.slice(Math.max(0, first - NEARBY), first).filter((exchange) => {
    const action = actionOf(exchange);
    return action === "Authorize" || action === "RequestStartTransaction" || action === "RemoteStartTransaction";
  });
  const own = exchanges.filter((exchange) => transactionIdOf(exchange) === transactionId);
  return [...before.slice(-1), ...own];
}

const NEARBY = 6;
