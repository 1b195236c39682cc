import {
  sameIdToken,
  type Authorization,
  type IdToken,
  type IdTokenInfo,
} from "../blocks/c-authorization/index.js";
import type { LocalAuthorizationList } from "../blocks/d-local-authorization-list/index.js";
import type { Transactions } from "../blocks/e-transactions/index.js";
import type { Reservations } from "../blocks/h-reservation/index.js";
import type { CertificatesForEvs } from "./certificates-for-evs.js";
import { toTimestamp } from "../kernel/index.js";
import type { ContractHolders, Customer, CustomerRecords } from "../blocks/n-diagnostics/index.js";

const idTokenOf = ({ idToken }: Customer): IdToken | null => (idToken ? (idToken as IdToken) : null);

/** What a cache or list says of an idToken, in a line. */
function lineOf(where: string, { status, groupIdToken, cacheExpiryDateTime }: IdTokenInfo): string {
  const group = groupIdToken ? `, group ${groupIdToken.idToken}` : "";
  const until = cacheExpiryDateTime === undefined ? "" : `, until ${cacheExpiryDateTime}`;
  return `${where}: ${status}${group}${until}`;
}

/** Of contracts that EVs have shown. */
function contractRecords(holders: ContractHolders): CustomerRecords {
  const holderOf = ({ customerCertificate, idToken }: Customer): string | null => {
    if (customerCertificate) return holders.emaidOf(customerCertificate);
    return idToken?.type === "eMAID" && holders.has(idToken.idToken) ? idToken.idToken : null;
  };
  return {
    about(customer) {
      const emaid = holderOf(customer);
      return emaid === null ? [] : [`Contract ${emaid}: its certificate was shown by an EV`];
    },
    forget(customer) {
      const emaid = holderOf(customer);
      if (emaid !== null) holders.forget(emaid);
    },
  };
}

/** The same records, which are also found by the certificate of a contract. */
const byContract = (records: CustomerRecords, holders: ContractHolders): CustomerRecords => {
  const named = (customer: Customer): Customer => {
    const emaid = customer.customerCertificate && holders.emaidOf(customer.customerCertificate);
    return emaid ? { idToken: { idToken: emaid, type: "eMAID" } } : customer;
  };
  return {
    about: (customer) => records.about(named(customer)),
    forget: (customer) => records.forget(named(customer)),
  };
};

/** What of the station's engines is looked at. */
export interface CustomerRecordsOptions {
  readonly authorization: Pick<Authorization, "cached" | "forgetCached">;
  readonly localList: Pick<LocalAuthorizationList, "stored">;
  readonly transactions: Pick<Transactions, "ongoing">;
  readonly reservations: Pick<Reservations, "of">;
  readonly certificatesForEvs: Pick<CertificatesForEvs, "contractHolders"> | null;
}

/** The parts of the station that keep data of customers (N09, N10). */
export function customerRecords({
  authorization,
  localList,
  transactions,
  reservations,
  certificatesForEvs,
}: CustomerRecordsOptions): readonly CustomerRecords[] {
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
  const records = [cache, list, running, reserved];
  const holders = certificatesForEvs?.contractHolders;
  if (!holders) return records;
  // Last: it is what the others are found by.
  return [...records.map((one) => byContract(one, holders)), contractRecords(holders)];
}
