import { createDurableNotification, type CsmsLink } from "../../csms-link/index.js";
import type { Logger } from "../../kernel/index.js";
import type { RequestOf } from "../../protocol/index.js";
import { securityEventToOcpp16 } from "./ocpp16-security-event.js";
import type { SecurityEvent } from "./security-event-types.js";

/** SecurityEventNotification of every OCPP version (A04); what waits in the queue is put into a version's words when sent. */
export function createSecurityEventOutbox(
  link: Pick<CsmsLink, "outbox">,
  logger: Logger,
): (event: SecurityEvent) => void {
  return createDurableNotification<SecurityEvent>(link, logger, {
    kind: "securityEvent",
    encode(event, version) {
      if (version === "ocpp1.6")
        return { action: "SecurityEventNotification", payload: securityEventToOcpp16(event) };
      const payload: RequestOf<"ocpp2.0.1", "SecurityEventNotification"> = { ...event };
      return { action: "SecurityEventNotification", payload };
    },
    describe: ({ type }) => `the security event ${type}`,
  });
}
