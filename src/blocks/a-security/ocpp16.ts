import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { SigningPort } from "./certificate-signing.js";
import { takeSignedCertificate, type CertificateSignedOptions } from "./signed-certificate.js";

/** SignCertificate of OCPP 1.6, which knows the certificate towards the central system only. */
export function createSigningPortOcpp16(link: Pick<CsmsLink, "call">): SigningPort {
  return {
    async signCertificate(use, csr) {
      if (use !== "ChargingStationCertificate") return "Rejected";
      const request: RequestOf<"ocpp1.6", "SignCertificate"> = { csr }; // A02.FR.03
      const { status } = await link.call<ResponseOf<"ocpp1.6", "SignCertificate">>(
        "SignCertificate",
        request,
        { instructed: true },
      );
      return status;
    },
  };
}

/** CertificateSigned of OCPP 1.6 (A02, A03 of the security whitepaper). */
export function certificateSignedHandlerOcpp16(options: CertificateSignedOptions): RequestHandlers {
  return {
    CertificateSigned({ certificateChain }: RequestOf<"ocpp1.6", "CertificateSigned">) {
      const { status, afterwards } = takeSignedCertificate(
        options,
        certificateChain,
        "ChargingStationCertificate",
      );
      return { response: { status } satisfies ResponseOf<"ocpp1.6", "CertificateSigned">, afterwards };
    },
  };
}
