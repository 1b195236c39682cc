import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { CertificateSigning, SigningPort } from "./certificate-signing.js";
import type { OwnCertificates, OwnCertificateUse } from "./own-certificates.js";
import type { SecurityEvents } from "./security-events.js";

/** SignCertificate of OCPP 2.0.1 and 2.1. */
export function createSigningPortOcpp2(link: Pick<CsmsLink, "call">): SigningPort {
  return {
    async signCertificate(certificateType, csr) {
      const request: RequestOf<"ocpp2.0.1", "SignCertificate"> = { csr, certificateType }; // A02.FR.13
      const { status } = await link.call<ResponseOf<"ocpp2.0.1", "SignCertificate">>(
        "SignCertificate",
        request,
        { instructed: true },
      );
      return status;
    },
  };
}

/** What {@link certificateSignedHandlerOcpp2} needs. */
export interface CertificateSignedOptions {
  readonly certificates: Pick<OwnCertificates, "accept">;
  readonly signing: Pick<CertificateSigning, "settled">;
  readonly securityEvents: SecurityEvents;
  /** A new certificate is there: the station may have to connect anew with it. */
  readonly renewed: (use: OwnCertificateUse) => void;
}

/** CertificateSigned of OCPP 2.0.1 and 2.1 (A02, A03). */
export function certificateSignedHandlerOcpp2({
  certificates,
  signing,
  securityEvents,
  renewed,
}: CertificateSignedOptions): RequestHandlers {
  return {
    CertificateSigned({ certificateChain, certificateType }: RequestOf<"ocpp2.0.1", "CertificateSigned">) {
      const outcome = certificates.accept(certificateChain, certificateType);
      if (outcome.status === "Accepted") {
        return {
          response: { status: "Accepted" } satisfies ResponseOf<"ocpp2.0.1", "CertificateSigned">,
          afterwards: () => {
            signing.settled(outcome.use);
            renewed(outcome.use); // A02.FR.08, A03.FR.08
          },
        };
      }
      const { because } = outcome;
      return {
        response: {
          status: "Rejected",
          ...statusInfoOf(outcome),
        } satisfies ResponseOf<"ocpp2.0.1", "CertificateSigned">, // A02.FR.07
        afterwards: () => {
          // A02.FR.20: after a refusal the station asks again only when told to.
          signing.settled(certificateType ?? "ChargingStationCertificate");
          securityEvents.raise("InvalidChargingStationCertificate", because);
        },
      };
    },
  };
}
