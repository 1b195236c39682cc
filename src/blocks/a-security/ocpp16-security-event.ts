import type { RequestOf } from "../../protocol/index.js";
import type { SecurityEvent, SecurityEventType } from "./security-event-types.js";

/** Events whose names differ in 1.6, which calls station and CSMS otherwise (security whitepaper, 8). */
const NAMES: Readonly<Partial<Record<SecurityEventType, string>>> = {
  FailedToAuthenticateAtCsms: "FailedToAuthenticationAtCentralSystem",
  CsmsFailedToAuthenticate: "CentralSystemFailedToAuthentication",
  InvalidCsmsCertificate: "InvalidCentralSystemCertificate",
  InvalidChargingStationCertificate: "InvalidChargePointCertificate",
};

/** The payload of SecurityEventNotification of OCPP 1.6. */
export const securityEventToOcpp16 = (
  event: SecurityEvent,
): RequestOf<"ocpp1.6", "SecurityEventNotification"> => ({ ...event, type: NAMES[event.type] ?? event.type });
