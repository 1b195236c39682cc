import type { CertificateHashData } from "../../pki/index.js";
import type { CertificateUse, InstalledCertificates, Outcome } from "./installed-certificates.js";

/** What the changes that a CSMS orders need, in whichever version. */
export interface ChangesOptions {
  readonly certificates: Pick<InstalledCertificates, "install" | "delete">;
  /** Whether the hash data are those of a certificate of the station itself. */
  readonly isOwn: (hashData: CertificateHashData) => boolean;
  /** Roots were installed or deleted. */
  readonly changed: (what: string) => void;
}

/** Installs a root (M05). */
export function installCertificate(
  { certificates, changed }: ChangesOptions,
  use: CertificateUse,
  pem: string,
): Outcome<"Accepted" | "Rejected" | "Failed"> {
  const outcome = certificates.install(use, pem); // M05.FR.01
  if (outcome.status === "Accepted") changed(`a ${use} was installed`);
  return outcome;
}

/** Deletes a root (M04). */
export function deleteCertificate(
  { certificates, isOwn, changed }: ChangesOptions,
  hashData: CertificateHashData,
): Outcome<"Accepted" | "Failed" | "NotFound"> {
  if (isOwn(hashData)) {
    const because = "the station's own certificate cannot be deleted";
    return { status: "Failed", reasonCode: "UnsupportedRequest", because }; // M04.FR.06
  }
  const outcome = certificates.delete(hashData); // M04.FR.01
  if (outcome.status === "Accepted") changed("a root certificate was deleted");
  return outcome;
}
