import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, type Clock, type Logger, type Store } from "../../kernel/index.js";
import {
  certificateHashData,
  certificatesIn,
  describe,
  parseCertificate,
  sameHashData,
  validityProblem,
  weakness,
  type Certificate,
  type CertificateHashData,
} from "../../pki/index.js";

/** What a root certificate is trusted for (InstallCertificateUseEnumType). */
export const CERTIFICATE_USES = [
  "CSMSRootCertificate",
  "ManufacturerRootCertificate",
  "V2GRootCertificate",
  "MORootCertificate",
] as const;
export type CertificateUse = (typeof CERTIFICATE_USES)[number];

/** A root as it is stored. */
interface StoredRoot {
  readonly pem: string;
  /** As told at the time of installation: the root's own issuer may be gone later. */
  readonly hashData: CertificateHashData;
  /** Milliseconds since 1970. */
  readonly installedAt: number;
  /** Replaced by a newer root, and kept until that has worked (M05.FR.12). */
  readonly fallback?: true;
}

/** The answer to an installation or a deletion; `because` is a sentence for the operator. */
export interface Outcome<Status extends string> {
  readonly status: Status;
  readonly reasonCode?: string;
  readonly because?: string;
}

/** A root with its use, as reports name it. */
export interface InstalledRoot {
  readonly use: CertificateUse;
  readonly hashData: CertificateHashData;
}

/** The trust store of a station: which roots it trusts for what (M03 to M05). */
export interface InstalledCertificates {
  /** Trusted roots of a use; the fall-back root is not among them. */
  roots(use: CertificateUse): readonly Certificate[];
  /** The CSMS root that a newer one has replaced but not yet proved itself (M05.FR.12), or `null`. */
  fallbackRoot(): Certificate | null;
  /** The newest CSMS root has worked: its predecessor goes (M05.FR.13). */
  dropFallbackRoot(): void;
  install(use: CertificateUse, pem: string): Outcome<"Accepted" | "Rejected" | "Failed">;
  /** All roots, or those of some uses, oldest first. */
  list(uses?: readonly CertificateUse[]): readonly InstalledRoot[];
  /** The SHA-256 fingerprint (hexadecimal) of a root, or `null` where there is none with those hash data. */
  fingerprintOf(use: CertificateUse, hashData: CertificateHashData): string | null;
  delete(hashData: CertificateHashData): Outcome<"Accepted" | "Failed" | "NotFound">;
  /** Roots that came with the station, taken over at its first start only. */
  provision(roots: readonly { readonly use: CertificateUse; readonly pem: string }[]): void;
}

/** What {@link createInstalledCertificates} asks of its surroundings. */
export interface InstalledCertificatesAbilities {
  readonly deviceModel: Pick<DeviceModel, "boolean" | "describe" | "compute">;
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

const ENTRIES = "SecurityCtrlr.CertificateEntries";
const PROVISIONED = "provisioned";

/** Makes the trust store over the station's store. */
export function createInstalledCertificates(
  abilities: InstalledCertificatesAbilities,
): InstalledCertificates {
  const { deviceModel, store, clock, logger } = abilities;
  const table = store.table<StoredRoot>("roots");
  const state = store.table<true>("rootsState");
  // Certificates are few and asked for at every connection.
  const parsed = new Map<string, Certificate>();
  const keyOf = (use: CertificateUse, { fingerprint }: Certificate): string => `${use}/${fingerprint}`;
  const useOf = (key: string): CertificateUse => key.slice(0, key.indexOf("/")) as CertificateUse;

  const entries = (use?: CertificateUse): readonly { key: string; use: CertificateUse; root: StoredRoot }[] =>
    table
      .entries()
      .map(([key, root]) => ({ key, use: useOf(key), root }))
      .filter((one) => use === undefined || one.use === use)
      .sort((a, b) => a.root.installedAt - b.root.installedAt);
  const certificateOf = ({ key, root }: { key: string; root: StoredRoot }): readonly Certificate[] => {
    try {
      const known = parsed.get(key) ?? parseCertificate(root.pem);
      parsed.set(key, known);
      return [known];
    } catch (error) {
      logger.error({ err: error, key }, "a stored root certificate cannot be read and is not trusted");
      return [];
    }
  };
  const rootsOf = (use: CertificateUse, fallback: boolean): readonly Certificate[] =>
    entries(use)
      .filter(({ root }) => (root.fallback ?? false) === fallback)
      .flatMap(certificateOf);
  const strict = (): boolean => deviceModel.boolean("SecurityCtrlr.AdditionalRootCertificateCheck");

  const put = (use: CertificateUse, certificate: Certificate): void => {
    const issuer =
      [...rootsOf(use, false), ...rootsOf(use, true)].find((one) => certificate.isIssuedBy(one)) ??
      certificate;
    table.put(keyOf(use, certificate), {
      pem: certificate.pem,
      hashData: certificateHashData(certificate, issuer),
      installedAt: clock.now(),
    });
  };
  const refuse = (reasonCode: string, because: string): Outcome<"Rejected"> => ({
    status: "Rejected",
    reasonCode,
    because,
  });

  /** M05.FR.10 to M05.FR.12: the new CSMS root replaces the old one, which must have signed it. */
  const replace = (certificate: Certificate): Outcome<"Accepted" | "Rejected"> => {
    const current = rootsOf("CSMSRootCertificate", false);
    if (current.some(({ fingerprint }) => fingerprint === certificate.fingerprint)) {
      put("CSMSRootCertificate", certificate);
      return { status: "Accepted" };
    }
    const signer = current.find((one) => certificate.isIssuedBy(one));
    if (current.length > 0 && !signer) {
      return refuse("InvalidCertificate", "it is not signed by the CSMS root that it would replace"); // M05.FR.11
    }
    store.transaction(() => {
      put("CSMSRootCertificate", certificate);
      for (const { key, root } of entries("CSMSRootCertificate")) {
        if (key === keyOf("CSMSRootCertificate", certificate)) continue;
        // M05.FR.09: one fall-back only, the one in use until now.
        if (root.fallback) table.delete(key);
        else table.put(key, { ...root, fallback: true });
      }
    });
    return { status: "Accepted" };
  };

  deviceModel.compute(ENTRIES, () => String(table.entries().length));

  return {
    roots: (use) => rootsOf(use, false),
    fallbackRoot: () => rootsOf("CSMSRootCertificate", true)[0] ?? null,
    dropFallbackRoot() {
      for (const { key, root } of entries("CSMSRootCertificate")) {
        if (!root.fallback) continue;
        logger.info("the former CSMS root certificate is removed, as the new one works");
        table.delete(key);
      }
    },
    install(use, pem) {
      const certificate = readRoot(pem, clock.now());
      if (typeof certificate === "string") return refuse("InvalidCertificate", certificate); // M05.FR.07
      const known = table.get(keyOf(use, certificate)) !== undefined;
      const most = deviceModel.describe(ENTRIES)?.characteristics.maxLimit ?? Infinity;
      if (!known && table.entries().length >= most) {
        return refuse("OutOfStorage", `no more than ${most} certificates can be installed`); // M05.FR.06
      }
      try {
        if (use === "CSMSRootCertificate" && strict()) return replace(certificate);
        put(use, certificate); // M05.FR.17
        return { status: "Accepted" }; // M05.FR.02
      } catch (error) {
        logger.error({ err: error }, "a certificate could not be stored");
        return { status: "Failed", reasonCode: "InternalError", because: messageOf(error) }; // M05.FR.03
      }
    },
    list: (uses) =>
      entries()
        .filter(({ use }) => uses === undefined || uses.includes(use))
        .map(({ use, root }) => ({ use, hashData: root.hashData })),
    fingerprintOf: (use, hashData) =>
      entries(use)
        .flatMap((one) => certificateOf(one).filter((root) => matches(one.root, root, hashData)))
        .map(({ fingerprint }) => fingerprint)[0] ?? null,
    delete(hashData) {
      const found = entries().find((one) => matches(one.root, certificateOf(one)[0], hashData));
      if (!found) return { status: "NotFound" }; // M04.FR.04
      try {
        table.delete(found.key);
      } catch (error) {
        logger.error({ err: error }, "a certificate could not be deleted");
        return { status: "Failed", reasonCode: "InternalError", because: messageOf(error) }; // M04.FR.03
      }
      if (found.use === "CSMSRootCertificate" && rootsOf(found.use, false).length === 0)
        logger.warn("the last CSMS root certificate was deleted: no TLS connection can be made any more");
      return { status: "Accepted" }; // M04.FR.02
    },
    provision(roots) {
      if (state.get(PROVISIONED)) return;
      store.transaction(() => {
        for (const { use, pem } of roots) {
          const certificate = readRoot(pem, clock.now());
          if (typeof certificate === "string") {
            logger.warn({ use }, `a root certificate of the PKI folder is not taken over: ${certificate}`);
          } else {
            put(use, certificate);
          }
        }
        // Where there was nothing to take over, a later start may find something.
        if (roots.length > 0) state.put(PROVISIONED, true);
      });
    },
  };
}

/** A root that may be installed, or why it may not (M05.FR.07). */
function readRoot(pem: string, now: number): Certificate | string {
  if (certificatesIn(pem).length > 1) return "more than one certificate at a time cannot be installed";
  let certificate: Certificate;
  try {
    certificate = parseCertificate(pem);
  } catch (error) {
    return messageOf(error);
  }
  const weak = weakness(certificate.publicKey);
  const period = validityProblem(certificate, now);
  if (period) return `${describe(certificate)} ${period}`;
  if (!certificate.isAuthority) return `${describe(certificate)} is not that of an authority`;
  return weak ? `${describe(certificate)}: ${weak}` : certificate;
}

/** A CSMS may ask with another algorithm than ours. */
function matches(
  root: StoredRoot,
  certificate: Certificate | undefined,
  wanted: CertificateHashData,
): boolean {
  if (sameHashData(root.hashData, wanted)) return true;
  return (
    certificate !== undefined &&
    wanted.hashAlgorithm !== root.hashData.hashAlgorithm &&
    sameHashData(certificateHashData(certificate, certificate, wanted.hashAlgorithm), wanted)
  );
}
