import { CERTIFICATE_RENEWAL_CASES } from "./certificate-renewal.js";
import { PASSWORD_CASES } from "./password.js";
import { PROFILE_CASES } from "./profile-upgrade.js";
import { TLS_CASES } from "./tls.js";

/** Block A. */
export const SECURITY_CASES = [
  ...PASSWORD_CASES,
  ...TLS_CASES,
  ...CERTIFICATE_RENEWAL_CASES,
  ...PROFILE_CASES,
];
