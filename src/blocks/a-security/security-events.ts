import type { CsmsLink } from "../../csms-link/index.js";
import { toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import { createSecurityEventOutbox } from "./security-event-outbox.js";
import { SECURITY_EVENTS, type SecurityEvent, type SecurityEventType } from "./security-event-types.js";
import type { SecurityLog } from "./security-log.js";

/** Keeps the security log and tells the CSMS of critical events (A04). */
export interface SecurityEvents {
  /**
   * Writes an event into the security log (A04.FR.04) and, where it is critical, sends it as soon as that can be
   * (A04.FR.01, A04.FR.02).
   * @param techInfo what an engineer may want to know; never a secret (A01.FR.12)
   */
  raise(type: SecurityEventType, techInfo?: string): void;
}

const LONGEST_TECH_INFO = 255;

/** @returns the engine, whose critical events wait in the link's durable queue */
export function createSecurityEvents({
  link,
  log,
  clock,
  logger,
}: {
  readonly link: Pick<CsmsLink, "outbox">;
  readonly log: SecurityLog;
  readonly clock: Clock;
  readonly logger: Logger;
}): SecurityEvents {
  const send = createSecurityEventOutbox(link, logger);
  return {
    raise(type, techInfo) {
      const event: SecurityEvent = {
        type,
        timestamp: toTimestamp(clock.now()),
        ...(techInfo !== undefined && { techInfo: techInfo.slice(0, LONGEST_TECH_INFO) }),
      };
      logger.info({ ...event }, `security event: ${type}`);
      try {
        log.add(event);
      } catch (error) {
        logger.error({ err: error }, "the security log could not be written");
      }
      if (SECURITY_EVENTS[type].critical) send(event);
    },
  };
}
