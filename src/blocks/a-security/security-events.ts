import type { CsmsLink, OutboxCodec } from "../../csms-link/index.js";
import { toTimestamp, type Clock, type Logger } from "../../kernel/index.js";
import type { RequestOf } from "../../protocol/index.js";

/** Security events that the station raises by itself, by their names in the appendix of Part 2. */
export type SecurityEventType = "StartupOfTheDevice" | "ResetOrReboot";

/** A security event as it is stored. */
interface SecurityEvent {
  readonly type: SecurityEventType;
  /** RFC 3339. */
  readonly timestamp: string;
  /** What an engineer may want to know. */
  readonly techInfo?: string;
}

/** Tells the CSMS of security events (A04). */
export interface SecurityEvents {
  /** Stores a critical event and sends it as soon as that can be (A04.FR.01, A04.FR.02). */
  raise(type: SecurityEventType, techInfo?: string): void;
}

const KIND = "securityEvent";

/** @returns the engine, whose events wait in the link's durable queue */
export function createSecurityEvents({
  link,
  clock,
  logger,
}: {
  readonly link: Pick<CsmsLink, "outbox">;
  readonly clock: Clock;
  readonly logger: Logger;
}): SecurityEvents {
  link.outbox.register(KIND, codec(logger));
  return {
    raise(type, techInfo) {
      const event: SecurityEvent = {
        type,
        timestamp: toTimestamp(clock.now()),
        ...(techInfo !== undefined && { techInfo }),
      };
      logger.info({ ...event }, `security event: ${type}`);
      link.outbox.enqueue(KIND, event);
    },
  };
}

const codec = (logger: Logger): OutboxCodec<SecurityEvent> => ({
  encode(event, version) {
    // 1.6 has it only with its security extension, which no central system must know.
    if (version === "ocpp1.6") return null;
    const payload: RequestOf<"ocpp2.0.1", "SecurityEventNotification"> = { ...event };
    return { action: "SecurityEventNotification", payload };
  },
  delivered: () => undefined,
  discarded: ({ type }, failure) =>
    logger.warn({ failure: failure.kind }, `the CSMS did not take the security event ${type}`),
  wentOffline: (event) => event,
});
