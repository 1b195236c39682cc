import type { RequestHandlers } from "../../csms-link/index.js";
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
