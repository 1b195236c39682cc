import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, type Logger } from "../kernel/index.js";
import { certificatesIn } from "../pki/index.js";
import type { CertificateUse } from "../blocks/m-certificate-management/index.js";

/** What a station brings along from its manufacturer (A00.FR.801). */
export interface Provisioning {
  readonly roots: readonly { readonly use: CertificateUse; readonly pem: string }[];
  /** Key (PKCS #8 PEM) and chain (PEM) towards the CSMS, or `null`. */
  readonly credential: { readonly privateKey: string; readonly chain: string } | null;
  /** PEM of the contract certificate and its sub CAs that virtual EVs carry; absent: none. */
  readonly contractChain?: string | null;
}

export const NOTHING_PROVISIONED: Provisioning = { roots: [], credential: null };

/** How the files of roots begin; all end in `.pem`. */
const ROOT_FILES: readonly { readonly begin: string; readonly use: CertificateUse }[] = [
  { begin: "csms-root", use: "CSMSRootCertificate" },
  { begin: "manufacturer-root", use: "ManufacturerRootCertificate" },
  { begin: "v2g-root", use: "V2GRootCertificate" },
  { begin: "mo-root", use: "MORootCertificate" },
];

/**
 * Reads the PKI folder of a station: roots from `csms-root*.pem` and their like, the station's own key and chain
 * from `stations/<identity>.key.pem` and `stations/<identity>.chain.pem`, the contract of virtual EVs from
 * `ev/contract.chain.pem`. What is missing is missing; what cannot
 * be read is logged and left out.
 */
export function readPkiFolder(folder: string, identity: string, logger: Logger): Provisioning {
  const read = (path: string): string | null => {
    try {
      return readFileSync(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT")
        logger.warn({ file: path, because: messageOf(error) }, "a file of the PKI folder cannot be read");
      return null;
    }
  };
  const roots = filesIn(folder).flatMap((name) => {
    const kind = ROOT_FILES.find(({ begin }) => name.startsWith(begin));
    const isRoot = kind !== undefined && name.endsWith(".pem") && !/key/.test(name);
    const pem = isRoot ? read(join(folder, name)) : null;
    return kind && pem ? certificatesIn(pem).map((one) => ({ use: kind.use, pem: one })) : [];
  });
  const privateKey = read(join(folder, "stations", `${identity}.key.pem`));
  const chain = read(join(folder, "stations", `${identity}.chain.pem`));
  return {
    roots,
    credential: privateKey && chain ? { privateKey, chain } : null,
    contractChain: read(join(folder, "ev", "contract.chain.pem")),
  };
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
