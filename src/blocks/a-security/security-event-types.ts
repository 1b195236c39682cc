/** The security events of the appendices of Part 2 that a station can see, and which of them are critical. */
export const SECURITY_EVENTS = {
  FirmwareUpdated: { critical: true },
  FailedToAuthenticateAtCsms: { critical: false },
  CsmsFailedToAuthenticate: { critical: false },
  SettingSystemTime: { critical: true },
  StartupOfTheDevice: { critical: true },
  ResetOrReboot: { critical: true },
  SecurityLogWasCleared: { critical: true },
  ReconfigurationOfSecurityParameters: { critical: false },
  MemoryExhaustion: { critical: true },
  InvalidMessages: { critical: false },
  AttemptedReplayAttacks: { critical: false },
  TamperDetectionActivated: { critical: true },
  InvalidFirmwareSignature: { critical: true },
  InvalidFirmwareSigningCertificate: { critical: true },
  InvalidCsmsCertificate: { critical: true },
  InvalidChargingStationCertificate: { critical: true },
  InvalidTLSVersion: { critical: true },
  InvalidTLSCipherSuite: { critical: true },
  MaintenanceLoginAccepted: { critical: true },
  MaintenanceLoginFailed: { critical: true },
  // Added to the list by the errata 2025-01 to A02.
  DiscardedRenewedClientCertificate: { critical: true },
} as const;

export type SecurityEventType = keyof typeof SECURITY_EVENTS;

/** A security event as it is stored. */
export interface SecurityEvent {
  readonly type: SecurityEventType;
  /** RFC 3339. */
  readonly timestamp: string;
  /** What an engineer may want to know; at most 255 characters. */
  readonly techInfo?: string;
}
