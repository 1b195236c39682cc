import type { RequestHandlers } from "../../csms-link/index.js";
import { statusInfoOf, type RequestOf, type ResponseOf } from "../../protocol/index.js";
import type { CertificateHashData } from "../../pki/index.js";
import { deleteCertificate, installCertificate } from "./changes.js";
import {
  CERTIFICATE_USES,
  type CertificateUse,
  type InstalledCertificates,
} from "./installed-certificates.js";

type ListRequest = RequestOf<"ocpp2.0.1", "GetInstalledCertificateIds">;
type ListResponse = ResponseOf<"ocpp2.0.1", "GetInstalledCertificateIds">;
type Chain = NonNullable<ListResponse["certificateHashDataChain"]>[number];

/** A certificate of the station's own, as reports name it: the leaf, and those between it and its root. */
export interface OwnChain {
  readonly hashData: CertificateHashData;
  readonly children: readonly CertificateHashData[];
}

/** What the handlers need. */
export interface CertificateHandlersOptions {
  readonly certificates: InstalledCertificates;
  /** The station's chain towards EVs, or `null`. */
  readonly v2gChain: () => OwnChain | null;
  /** Whether the hash data are those of a certificate of the station itself. */
  readonly isOwn: (hashData: CertificateHashData) => boolean;
  /** Roots were installed or deleted. */
  readonly changed: (what: string) => void;
}

/** InstallCertificate, GetInstalledCertificateIds and DeleteCertificate of OCPP 2.0.1 and 2.1. */
export function certificateHandlersOcpp2(options: CertificateHandlersOptions): RequestHandlers {
  const { certificates, v2gChain } = options;
  return {
    InstallCertificate({ certificateType, certificate }: RequestOf<"ocpp2.0.1", "InstallCertificate">) {
      const outcome = installCertificate(options, certificateType, certificate);
      return {
        response: { status: outcome.status, ...statusInfoOf(outcome) } satisfies ResponseOf<
          "ocpp2.0.1",
          "InstallCertificate"
        >,
      };
    },
    GetInstalledCertificateIds({ certificateType }: ListRequest) {
      const asked = (type: string): boolean =>
        certificateType === undefined || certificateType.some((one) => one === type);
      const roots = certificates
        .list(CERTIFICATE_USES.filter((use: CertificateUse) => asked(use)))
        .map(({ use, hashData }): Chain => ({ certificateType: use, certificateHashData: { ...hashData } }));
      const own = asked("V2GCertificateChain") ? v2gChain() : null;
      const chains = own ? [...roots, v2g(own)] : roots;
      const response: ListResponse =
        chains.length > 0
          ? { status: "Accepted", certificateHashDataChain: chains } // M03.FR.03, M03.FR.04
          : { status: "NotFound" }; // M03.FR.02
      return { response };
    },
    DeleteCertificate({ certificateHashData }: RequestOf<"ocpp2.0.1", "DeleteCertificate">) {
      const outcome = deleteCertificate(options, certificateHashData);
      return {
        response: { status: outcome.status, ...statusInfoOf(outcome) } satisfies ResponseOf<
          "ocpp2.0.1",
          "DeleteCertificate"
        >,
      };
    },
  };
}

/** As many as a report can name. */
const MOST_CHILDREN = 4;

/** M03.FR.05 */
function v2g({ hashData, children }: OwnChain): Chain {
  const [first, ...others] = children.slice(0, MOST_CHILDREN).map((child) => ({ ...child }));
  return {
    certificateType: "V2GCertificateChain",
    certificateHashData: { ...hashData },
    ...(first && { childCertificateHashData: [first, ...others] }),
  };
}
