import { CERTIFICATE_CASES } from "./certificates.js";
import { SIGNED_FIRMWARE_CASES } from "./firmware.js";
import { LOG_CASES } from "./log.js";
import { PASSWORD_CASES } from "./password.js";
import { PROFILE_CASES } from "./profile.js";
import { TLS_CASES } from "./tls.js";

/** The Security profile. */
export const SECURITY_CASES_16 = [
  ...PASSWORD_CASES,
  ...CERTIFICATE_CASES,
  ...LOG_CASES,
  ...SIGNED_FIRMWARE_CASES,
  ...PROFILE_CASES,
  ...TLS_CASES,
];
