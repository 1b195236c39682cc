import type { CertificateSignedOptions } from "../blocks/a-security/index.js";
import type { Triggers } from "../blocks/f-remote-control/index.js";
import type { Engines } from "./engines.js";
import type { Security } from "./security.js";

/** Takes note of a change of what the station's security rests on. */
export const reconfigured = ({ events }: Pick<Security, "events">, what: string): void =>
  events.raise("ReconfigurationOfSecurityParameters", what);

/** What a signed certificate changes, in whichever version it came. */
export function certificateSignedOptions({
  link,
  security,
  certificatesForEvs,
}: Pick<Engines, "link" | "security" | "certificatesForEvs">): CertificateSignedOptions {
  return {
    certificates: security.own,
    signing: security.signing,
    securityEvents: security.events,
    renewed(use) {
      reconfigured(security, `a new ${use} was installed`);
      if (use === "V2GCertificate") certificatesForEvs?.renewed();
      // Only where the certificate is shown to the CSMS does it matter to the connection (A02.FR.08).
      if (use === "ChargingStationCertificate" && link.target.securityProfile === 3)
        link.reconnect("the station has a new certificate");
    },
  };
}

/** What a CSMS may trigger of a station that talks ISO 15118 (A02). One SECC serves all its EVSEs. */
export function triggersForEvs({
  deviceModel,
  security: { signing },
}: Pick<Engines, "deviceModel" | "security">): Triggers {
  const enabled = (): boolean => deviceModel.boolean("ISO15118Ctrlr.V2GCertificateInstallationEnabled");
  return {
    SignV2GCertificate: () => (enabled() ? () => signing.request("V2GCertificate") : null),
    // F06.FR.08: implemented where the station is made to use one certificate.
    ...(deviceModel.boolean("SecurityCtrlr.CombinedCertificate") && {
      SignCombinedCertificate: () => (enabled() ? () => signing.request("CombinedCertificate") : null),
    }),
  };
}
