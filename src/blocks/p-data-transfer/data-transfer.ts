/** What a vendor's extension answers. */
export interface VendorAnswer {
  readonly status: "Accepted" | "Rejected";
  readonly data?: unknown;
}

/** The messages of one vendor, by messageId; `""` serves requests without one. */
export type VendorMessages = Readonly<Partial<Record<string, (data: unknown) => VendorAnswer>>>;

/** The vendors that the station has an agreement with, by vendorId. */
export type Vendors = Readonly<Partial<Record<string, VendorMessages>>>;

/** The answer to a DataTransfer (P01.FR.05 to P01.FR.07, P02.FR.06 to P02.FR.08). */
export function answerDataTransfer(
  vendors: Vendors,
  { vendorId, messageId = "", data }: { vendorId: string; messageId?: string; data?: unknown },
): VendorAnswer | { readonly status: "UnknownVendorId" | "UnknownMessageId" } {
  const messages = Object.hasOwn(vendors, vendorId) ? vendors[vendorId] : undefined;
  if (!messages) return { status: "UnknownVendorId" };
  const answer = Object.hasOwn(messages, messageId) ? messages[messageId] : undefined;
  return answer ? answer(data) : { status: "UnknownMessageId" };
}
