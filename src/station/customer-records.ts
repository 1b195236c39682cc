import {
  sameIdToken,
  type Authorization,
  type IdToken,
  type IdTokenInfo,
} from "../blocks/c-authorization/index.js";
import type { LocalAuthorizationList } from "../blocks/d-local-authorization-list/index.js";
import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import { toTimestamp } from "../kernel/index.js";
import type { Customer, CustomerRecords } from "../blocks/n-diagnostics/index.js";

const idTokenOf = ({ idToken }: Customer): IdToken | null => (idToken ? (idToken as IdToken) : null);

/** What a cache or list says of an idToken, in a line. */
function lineOf(where: string, { status, groupIdToken, cacheExpiryDateTime }: IdTokenInfo): string {
  const group = groupIdToken ? `, group ${groupIdToken.idToken}` : "";
  const until = cacheExpiryDateTime === undefined ? "" : `, until ${cacheExpiryDateTime}`;
  return `${where}: ${status}${group}${until}`;
}

/** The parts of the station that keep data of customers (N09, N10). */
export function customerRecords(
  authorization: Pick<Authorization, "cached" | "forgetCached">,
  localList: Pick<LocalAuthorizationList, "stored">,
  transactions: Pick<Transactions, "ongoing">,
  reservations: Pick<Reservations, "of">,
): readonly CustomerRecords[] {
  const cache: CustomerRecords = {
    about(customer) {
      const idToken = idTokenOf(customer);
      const info = idToken && authorization.cached(idToken);
      return info ? [lineOf("Authorization cache", info)] : [];
    },
    forget(customer) {
      const idToken = idTokenOf(customer);
      if (idToken) authorization.forgetCached(idToken);
    },
  };
  const list: CustomerRecords = {
    about(customer) {
      const idToken = idTokenOf(customer);
      const info = idToken && localList.stored(idToken);
      return info ? [lineOf("Local Authorization List", info)] : [];
    },
    // Only SendLocalList may change it, or the CSMS's copy would be another (N10.FR.02, N10.FR.03, N10.FR.06).
    forget: () => undefined,
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
  return [cache, list, running, reserved];
}
