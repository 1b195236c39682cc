import type { CertificateSignedOptions } from "../blocks/a-security/index.js";
import type { Engines } from "./engines.js";
import type { Security } from "./security.js";

/** Takes note of a change of what the station's security rests on. */
export const reconfigured = ({ events }: Pick<Security, "events">, what: string): void =>
  events.raise("ReconfigurationOfSecurityParameters", what);

/** What a signed certificate changes, in whichever version it came. */
export function certificateSignedOptions({
  link,
  security,
}: Pick<Engines, "link" | "security">): CertificateSignedOptions {
  return {
    certificates: security.own,
    signing: security.signing,
    securityEvents: security.events,
    renewed(use) {
      reconfigured(security, `a new ${use} was installed`);
      // Only where the certificate is shown to the CSMS does it matter to the connection (A02.FR.08).
      if (use === "ChargingStationCertificate" && link.target.securityProfile === 3)
        link.reconnect("the station has a new certificate");
    },
  };
}
