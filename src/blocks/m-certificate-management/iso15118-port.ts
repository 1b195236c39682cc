import type { CsmsLink } from "../../csms-link/index.js";
import type { CertificateHashData } from "../../pki/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";

/** A certificate whose status is asked for, and where that is known. */
export interface StatusRequest extends CertificateHashData {
  /** URL of the OCSP responder, at most 512 characters. */
  readonly responderUrl: string;
}

/** What an EV asks for, as it goes to the CSMS (M01, M02). */
export interface EvCertificateOrder {
  readonly action: "Install" | "Update";
  /** At most 50 characters. */
  readonly schemaVersion: string;
  /** Base64, at most 5600 characters. */
  readonly exiRequest: string;
}

/** What the CSMS is asked for EVs' sake. Both reject where no answer came. */
export interface Iso15118Port {
  /** @returns the OCSP response (DER as base64), or `null` where the CSMS could not get one (M06.FR.04) */
  certificateStatus(request: StatusRequest): Promise<string | null>;
  evCertificate(order: EvCertificateOrder): Promise<{ accepted: boolean; exiResponse: string }>;
}

/** OCPP 1.6 has no such messages. */
class NotInThisVersion extends Error {
  override readonly name = "NotInThisVersion";
}

/** GetCertificateStatus and Get15118EVCertificate of OCPP 2.0.1 and 2.1. */
export function createIso15118Port(link: Pick<CsmsLink, "call" | "version">): Iso15118Port {
  const call = async <Response extends object>(action: string, payload: object): Promise<Response> => {
    if (link.version === "ocpp1.6") throw new NotInThisVersion(`${action} is no message of OCPP 1.6`);
    return link.call<Response>(action, payload);
  };
  return {
    async certificateStatus({ responderUrl, ...hashData }) {
      const request: RequestOf<"ocpp2.0.1", "GetCertificateStatus"> = {
        ocspRequestData: { ...hashData, responderURL: responderUrl },
      };
      const { status, ocspResult } = await call<ResponseOf<"ocpp2.0.1", "GetCertificateStatus">>(
        "GetCertificateStatus",
        request,
      );
      return status === "Accepted" ? (ocspResult ?? null) : null;
    },
    async evCertificate({ action, schemaVersion, exiRequest }) {
      const request: RequestOf<"ocpp2.0.1", "Get15118EVCertificate"> = {
        action, // M01.FR.01, M02.FR.01
        iso15118SchemaVersion: schemaVersion,
        exiRequest,
      };
      const { status, exiResponse } = await call<ResponseOf<"ocpp2.0.1", "Get15118EVCertificate">>(
        "Get15118EVCertificate",
        request,
      );
      return { accepted: status === "Accepted", exiResponse };
    },
  };
}
