import { sameIdToken, type Authorization, type IdToken } from "../blocks/c-authorization/index.js";
import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import { toTimestamp } from "../kernel/index.js";
import type { Customer, CustomerRecords } from "../blocks/n-diagnostics/index.js";

const idTokenOf = ({ idToken }: Customer): IdToken | null => (idToken ? (idToken as IdToken) : null);

/** The parts of the station that keep data of customers (N09, N10). */
export function customerRecords(
  authorization: Pick<Authorization, "cached" | "forgetCached">,
  transactions: Pick<Transactions, "ongoing">,
  reservations: Pick<Reservations, "of">,
): readonly CustomerRecords[] {
  const cache: CustomerRecords = {
    about(customer) {
      const idToken = idTokenOf(customer);
      const info = idToken && authorization.cached(idToken);
      if (!info) return [];
      const { status, groupIdToken, cacheExpiryDateTime } = info;
      const group = groupIdToken ? `, group ${groupIdToken.idToken}` : "";
      const until = cacheExpiryDateTime === undefined ? "" : `, until ${cacheExpiryDateTime}`;
      return [`Authorization cache: ${status}${group}${until}`];
    },
    forget(customer) {
      const idToken = idTokenOf(customer);
      if (idToken) authorization.forgetCached(idToken);
    },
  };
  const running: CustomerRecords = {
    about(customer) {
      const idToken = idTokenOf(customer);
      return transactions
        .ongoing()
        .filter((transaction) => idToken && transaction.idToken && sameIdToken(transaction.idToken, idToken))
        .map(({ transactionId, startedAt }) => `Transaction ${transactionId}, running since ${startedAt}`);
    },
    // It is still needed; its end removes it.
    forget: () => undefined,
  };
  const reserved: CustomerRecords = {
    about(customer) {
      const idToken = idTokenOf(customer);
      const found = idToken ? reservations.of(idToken) : [];
      return found.map(
        ({ reservationId, expiresAt }) => `Reservation ${reservationId}, until ${toTimestamp(expiresAt)}`,
      );
    },
    // Likewise.
    forget: () => undefined,
  };
  return [cache, running, reserved];
}
