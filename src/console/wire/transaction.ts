import { actionOf, type Exchange } from "./exchange.js";

/** A transaction that occurs on the wire. */
export interface SeenTransaction {
  readonly transactionId: string;
  /** Exchanges that name it. */
  readonly exchanges: number;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (payload: unknown): Fields =>
  typeof payload === "object" && payload ? (payload as Fields) : {};

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

/** The messages of one transaction, with those that authorized its driver just before it or meanwhile. */
export function exchangesOf(transactionId: string, exchanges: readonly Exchange[]): Exchange[] {
  const isOwn = (exchange: Exchange): boolean => transactionIdOf(exchange) === transactionId;
  const first = exchanges.findIndex(isOwn);
  if (first < 0) return [];
  const last = exchanges.findLastIndex(isOwn);
  const drivers = new Set(exchanges.filter(isOwn).flatMap(driverOf));
  const authorizes = (exchange: Exchange): boolean =>
    AUTHORIZING.has(actionOf(exchange)) && driverOf(exchange).some((driver) => drivers.has(driver));
  return exchanges
    .slice(Math.max(0, first - NEARBY), last + 1)
    .filter((exchange) => isOwn(exchange) || authorizes(exchange));
}

/** Whose idToken it names. */
function driverOf({ request }: Exchange): string[] {
  const { idToken, idTag } = fieldsOf(request?.payload);
  const name = idTag ?? fieldsOf(idToken)["idToken"];
  return typeof name === "string" ? [name.toLowerCase()] : [];
}

const AUTHORIZING = new Set(["Authorize", "RequestStartTransaction", "RemoteStartTransaction"]);
/** Exchanges before the first of a transaction among which its authorization is looked for. */
const NEARBY = 8;
