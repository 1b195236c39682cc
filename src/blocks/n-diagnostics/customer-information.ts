import type { CertificateHashData } from "../../pki/index.js";

/** Whom a request of the CSMS is about; exactly one of the three (N09.FR.04). */
export interface Customer {
  readonly idToken?: { readonly idToken: string; readonly type: string };
  /** A vendor's identifier. */
  readonly customerIdentifier?: string;
  /** Hash data of a contract certificate. */
  readonly customerCertificate?: CertificateHashData;
}

/** A part of the station that keeps data of customers. */
export interface CustomerRecords {
  /** What is stored about the customer, a readable line for each fact. */
  about(customer: Customer): readonly string[];
  /** Removes what may be removed; facts that are still needed stay, e.g. those of a running transaction. */
  forget(customer: Customer): void;
}

/** What the CSMS asks for. */
export interface CustomerInquiry {
  readonly report: boolean;
  readonly clear: boolean;
  readonly customer: Customer;
}

/** How an inquiry is answered: refused, or accepted with the parts of the report that follows. */
export type CustomerAnswer =
  | { readonly status: "Invalid" | "Rejected" }
  | { readonly status: "Accepted"; readonly parts: readonly string[] };

/** The longest `data` of NotifyCustomerInformation. */
const LONGEST_PART = 512;

const CLEARED = "What was stored about the customer has been cleared.";

/**
 * Reports and clears what the station stores about a customer (N09, N10).
 * A report about a customer of whom nothing is known is one empty part (N09.FR.06, N10.FR.04).
 */
export function inquire(
  records: readonly CustomerRecords[],
  { report, clear, customer }: CustomerInquiry,
): CustomerAnswer {
  if (Object.values(customer).filter((one) => one !== undefined).length !== 1) return { status: "Invalid" }; // N09.FR.09
  if (!report && !clear) return { status: "Rejected" }; // N09.FR.07, N10.FR.07
  const found = records.flatMap((part) => part.about(customer));
  if (clear) for (const part of records) part.forget(customer); // N10.FR.03, N10.FR.06
  if (!report) return { status: "Accepted", parts: [CLEARED] }; // N10.FR.06
  return { status: "Accepted", parts: inParts(found) }; // N09.FR.05, N10.FR.03
}

/** Lines joined into parts of at most {@link LONGEST_PART} characters; a longer line is cut into several. */
function inParts(lines: readonly string[]): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const line of lines.flatMap(pieces)) {
    if (part !== "" && part.length + 1 + line.length > LONGEST_PART) {
      parts.push(part);
      part = line;
    } else {
      part = part === "" ? line : `${part}\n${line}`;
    }
  }
  return [...parts, part];
}

function pieces(line: string): readonly string[] {
  const cut: string[] = [];
  for (let from = 0; from < line.length; from += LONGEST_PART)
    cut.push(line.slice(from, from + LONGEST_PART));
  return cut;
}
