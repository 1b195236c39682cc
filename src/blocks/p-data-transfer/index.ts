import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import { answerDataTransfer, type Vendors } from "./data-transfer.js";

export type { VendorAnswer, VendorMessages, Vendors } from "./data-transfer.js";

interface DataTransfer {
  readonly vendorId: string;
  readonly messageId?: string;
  readonly data?: unknown;
}

/** DataTransfer from the CSMS; all versions put it in the same words, 1.6 with text as data. */
export function dataTransferHandlers(vendors: Vendors): RequestHandlers {
  return { DataTransfer: (request: DataTransfer) => ({ response: answerDataTransfer(vendors, request) }) };
}

/** What a CSMS answers to a DataTransfer of the station (P02). */
export interface DataTransferAnswer {
  readonly status: "Accepted" | "Rejected" | "UnknownMessageId" | "UnknownVendorId";
  readonly data?: unknown;
}

/**
 * Sends vendor-specific data to the CSMS (P02); every version puts it in the same words, 1.6 with text as data.
 * @throws CallFailed
 */
export function sendDataTransfer(
  link: Pick<CsmsLink, "call">,
  message: { readonly vendorId: string; readonly messageId?: string; readonly data?: unknown },
): Promise<DataTransferAnswer> {
  return link.call<DataTransferAnswer>("DataTransfer", message);
}
