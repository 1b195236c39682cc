/** Certification profiles of OCPP 2.0.1 Part 5. */
export const PROFILES = [
  "Core",
  "AdvancedSecurity",
  "LocalAuthListManagement",
  "SmartCharging",
  "AdvancedDeviceManagement",
  "AdvancedUserInterface",
  "Reservation",
  "ISO15118Support",
] as const;

/** Certification profiles of OCPP 1.6. */
export const PROFILES_16 = [
  "Core",
  "FirmwareManagement",
  "LocalAuthListManagement",
  "Reservation",
  "RemoteTrigger",
  "SmartCharging",
  "Security",
] as const;

/** A certification profile of one of the versions. */
export type Profile = (typeof PROFILES)[number] | (typeof PROFILES_16)[number];
