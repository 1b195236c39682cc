import type { CertificateSigning } from "./certificate-signing.js";
import type { OwnCertificateUse } from "./certificate-uses.js";
import type { OwnCertificates } from "./own-certificates.js";
import type { SecurityEvents } from "./security-events.js";

/** What a CertificateSigned of any version needs. */
export interface CertificateSignedOptions {
  readonly certificates: Pick<OwnCertificates, "accept">;
  readonly signing: Pick<CertificateSigning, "accepted" | "refused">;
  readonly securityEvents: SecurityEvents;
  /** A new certificate is there: the station may have to connect anew with it. */
  readonly renewed: (use: OwnCertificateUse) => void;
}

/** The answer to a CertificateSigned, and what to do once it is sent. */
export interface SignedCertificateAnswer {
  readonly status: "Accepted" | "Rejected";
  readonly reasonCode?: string;
  readonly because?: string;
  readonly afterwards: () => void;
}

/** Takes a signed chain (PEM), or refuses it (A02, A03). @param use `undefined`: that of the request it fits */
export function takeSignedCertificate(
  { certificates, signing, securityEvents, renewed }: CertificateSignedOptions,
  chain: string,
  use: OwnCertificateUse | undefined,
): SignedCertificateAnswer {
  const outcome = certificates.accept(chain, use);
  if (outcome.status === "Accepted") {
    return {
      status: "Accepted",
      afterwards: () => {
        signing.accepted(outcome.requested);
        for (const one of outcome.uses) renewed(one); // A02.FR.08, A03.FR.08
      },
    };
  }
  return {
    ...outcome, // A02.FR.07
    afterwards: () => {
      signing.refused(use);
      securityEvents.raise("InvalidChargingStationCertificate", outcome.because);
    },
  };
}
