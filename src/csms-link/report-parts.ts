import { messageOf, type Logger } from "../kernel/index.js";
import { CallFailed, type CsmsLink } from "./interface.js";

/** How much one message of several carries at most. */
export interface PartLimits {
  /** Elements in one message. */
  readonly items: number;
  /** Bytes of their JSON. */
  readonly bytes: number;
}

/** Few messages, and none so large that a CSMS with a frame limit of 64 KiB would refuse it. */
export const PART_LIMITS: PartLimits = { items: 100, bytes: 32_768 };

/** Cuts elements into parts within the limits, in order; one that is too large by itself stands alone. */
export function cutIntoParts<Element extends object>(
  elements: Iterable<Element>,
  limits: PartLimits = PART_LIMITS,
): readonly (readonly Element[])[] {
  const parts: Element[][] = [];
  let part: Element[] = [];
  let bytes = 0;
  for (const element of elements) {
    const size = Buffer.byteLength(JSON.stringify(element)) + 1;
    if (part.length > 0 && (part.length >= limits.items || bytes + size > limits.bytes)) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(element);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** Which part of how many a message carries. */
export interface PartNumber {
  /** From 0. */
  readonly seqNo: number;
  /** Others follow. */
  readonly tbc: boolean;
}

/**
 * Sends the parts of a report that the CSMS has asked for, one after the other. A part that is not taken is logged;
 * without a connection the others are given up. Never rejects.
 * @param action e.g. `NotifyReport`
 * @param request makes the payload of a part
 */
export async function sendInParts<Element>(
  { link, logger }: { readonly link: Pick<CsmsLink, "call">; readonly logger: Logger },
  action: string,
  parts: readonly (readonly Element[])[],
  request: (part: readonly Element[], number: PartNumber) => object,
): Promise<void> {
  for (const [seqNo, part] of parts.entries()) {
    try {
      await link.call(action, request(part, { seqNo, tbc: seqNo < parts.length - 1 }), { instructed: true });
    } catch (error) {
      const kind = error instanceof CallFailed ? error.failure.kind : "internal error";
      logger.warn(
        { because: messageOf(error), action, seqNo },
        `part ${seqNo} of a report was not taken: ${kind}`,
      );
      // An error or silence concerns one part; without a connection the others cannot follow.
      if (kind !== "rpcError" && kind !== "timeout" && kind !== "invalidResponse") return;
    }
  }
}
