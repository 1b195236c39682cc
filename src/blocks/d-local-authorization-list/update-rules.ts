import { storedKeyOf } from "../c-authorization/index.js";
import type { ListUpdate, UpdateRefusal } from "./interface.js";

/** How much the list and a single request may hold. */
export interface ListLimits {
  /** `LocalAuthListCtrlr.ItemsPerMessage` */
  readonly itemsPerMessage: number;
  /** `LocalAuthListCtrlr.BytesPerMessage` */
  readonly bytesPerMessage: number;
  /** The limit of `LocalAuthListCtrlr.Entries`. */
  readonly entries: number;
  /** The limit of `LocalAuthListCtrlr.Storage`. */
  readonly bytes: number;
}

/** How much the list holds. */
export interface ListSize {
  readonly entries: number;
  readonly bytes: number;
}

const failed = (reasonCode: string, because: string): UpdateRefusal => ({
  status: "Failed",
  reasonCode,
  because,
});

/**
 * What is wrong with an update by itself, or next to the version of the list; `null`: nothing.
 * @param version of the list now; 0 where there is none
 */
export function refusalOf(
  { type, version: wanted, entries, bytes }: ListUpdate,
  version: number,
  { itemsPerMessage, bytesPerMessage }: ListLimits,
): UpdateRefusal | null {
  if (type === "Differential" && wanted <= version) {
    const because = `the list has version ${version} already, so the update must have a higher one`;
    return { status: "VersionMismatch", reasonCode: "ValueTooLow", because }; // D01.FR.19
  }
  if (wanted < 1) return failed("ValuePositiveOnly", "a list has a version above 0"); // D01.FR.18
  if (entries.length > itemsPerMessage) {
    return failed("TooManyElements", `one request may have ${itemsPerMessage} idTokens`); // D01.FR.11
  }
  if (bytes > bytesPerMessage) {
    return failed("TooLargeElement", `one request may have ${bytesPerMessage} bytes`); // D01.FR.11
  }
  if (type === "Full" && entries.some(({ info }) => info === undefined)) {
    return failed("MissingParam", "each idToken of a full list needs its idTokenInfo"); // D01.FR.15
  }
  if (new Set(entries.map(({ idToken }) => storedKeyOf(idToken))).size < entries.length) {
    return failed("InvalidValue", "the same idToken is there more than once"); // D01.FR.06
  }
  return null;
}

/** Whether the list would be larger than it may be; `null`: it fits. */
export function overflowOf(size: ListSize, limits: ListLimits): UpdateRefusal | null {
  if (size.entries > limits.entries) {
    return failed("TooManyElements", `the list takes ${limits.entries} idTokens`); // D01.FR.12
  }
  if (size.bytes > limits.bytes) return failed("OutOfStorage", `the list takes ${limits.bytes} bytes`);
  return null;
}
