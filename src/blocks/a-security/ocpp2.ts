import type { CsmsLink, RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { SigningPort } from "./certificate-signing.js";
import { takeSignedCertificate, type CertificateSignedOptions } from "./signed-certificate.js";

/** SignCertificate of OCPP 2.0.1 and 2.1. */
export function createSigningPortOcpp2(link: Pick<CsmsLink, "call">): SigningPort {
  return {
    async signCertificate(use, csr) {
      // A02.FR.13, A03.FR.13; without a type it is for both uses.
      const request: RequestOf<"ocpp2.0.1", "SignCertificate"> = {
        csr,
        ...(use !== "CombinedCertificate" && { certificateType: use }),
      };
      const { status } = await link.call<ResponseOf<"ocpp2.0.1", "SignCertificate">>(
        "SignCertificate",
        request,
        { instructed: true },
      );
      return status;
    },
  };
}

/** CertificateSigned of OCPP 2.0.1 and 2.1 (A02, A03). */
export function certificateSignedHandlerOcpp2(options: CertificateSignedOptions): RequestHandlers {
  return {
    CertificateSigned({ certificateChain, certificateType }: RequestOf<"ocpp2.0.1", "CertificateSigned">) {
      const answer = takeSignedCertificate(options, certificateChain, certificateType);
      return {
        response: { status: answer.status, ...statusInfoOf(answer) } satisfies ResponseOf<
          "ocpp2.0.1",
          "CertificateSigned"
        >,
        afterwards: answer.afterwards,
      };
    },
  };
}
