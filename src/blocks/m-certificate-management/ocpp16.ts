import type { RequestHandlers } from "../../csms-link/index.js";
import type { CertificateHashData } from "../../pki/index.js";
import type { RequestOf, ResponseOf } from "../../protocol/index.js";
import type { CertificateUse, InstalledCertificates } from "./installed-certificates.js";
import { deleteCertificate, installCertificate } from "./changes.js";

type InstallRequest = RequestOf<"ocpp1.6", "InstallCertificate">;
type ListRequest = RequestOf<"ocpp1.6", "GetInstalledCertificateIds">;
type ListResponse = ResponseOf<"ocpp1.6", "GetInstalledCertificateIds">;
type DeleteRequest = RequestOf<"ocpp1.6", "DeleteCertificate">;

/** OCPP 1.6 knows two uses, and calls the CSMS the central system. */
const USES: Readonly<Record<InstallRequest["certificateType"], CertificateUse>> = {
  CentralSystemRootCertificate: "CSMSRootCertificate",
  ManufacturerRootCertificate: "ManufacturerRootCertificate",
};

/** What the handlers need. */
export interface CertificateHandlersOcpp16Options {
  readonly certificates: InstalledCertificates;
  /** Whether the hash data are those of a certificate of the station itself. */
  readonly isOwn: (hashData: CertificateHashData) => boolean;
  /** Whether the connection to the central system stands on the root with those hash data. */
  readonly isInUse: (hashData: CertificateHashData) => boolean;
  /** Roots were installed or deleted. */
  readonly changed: (what: string) => void;
  /** A root of the central system cannot be trusted, and why. */
  readonly invalidRoot: (because: string) => void;
}

/** InstallCertificate, GetInstalledCertificateIds and DeleteCertificate of OCPP 1.6 (security whitepaper, M03 to M05). */
export function certificateHandlersOcpp16(options: CertificateHandlersOcpp16Options): RequestHandlers {
  return {
    InstallCertificate({ certificateType, certificate }: InstallRequest) {
      const use = USES[certificateType];
      const { status, reasonCode, because } = installCertificate(options, use, certificate);
      const invalid = use === "CSMSRootCertificate" && reasonCode === "InvalidCertificate";
      return {
        response: { status } satisfies ResponseOf<"ocpp1.6", "InstallCertificate">,
        ...(invalid && { afterwards: () => options.invalidRoot(because ?? "") }), // 8: InvalidCentralSystemCertificate
      };
    },
    GetInstalledCertificateIds({ certificateType }: ListRequest) {
      const found = options.certificates.list([USES[certificateType]]);
      const response: ListResponse =
        found.length > 0
          ? { status: "Accepted", certificateHashData: found.map(({ hashData }) => ({ ...hashData })) } // M03.FR.03, M03.FR.04
          : { status: "NotFound" }; // M03.FR.02
      return { response };
    },
    DeleteCertificate({ certificateHashData }: DeleteRequest) {
      // M04.FR.06 of the whitepaper; later versions allow it.
      const { status } = options.isInUse(certificateHashData)
        ? { status: "Failed" as const }
        : deleteCertificate(options, certificateHashData);
      return { response: { status } satisfies ResponseOf<"ocpp1.6", "DeleteCertificate"> };
    },
  };
}
