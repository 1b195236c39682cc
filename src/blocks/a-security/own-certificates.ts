import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, orderedKey, type Clock, type Logger, type Store } from "../../kernel/index.js";
import {
  certificateHashData,
  createSigningRequest,
  describe,
  findPath,
  generatePrivateKey,
  isPair,
  parseCertificates,
  sameHashData,
  validityProblem,
  weakness,
  type Certificate,
  type CertificateHashData,
  type KeyAlgorithm,
} from "../../pki/index.js";
import type { InstalledCertificates, OwnChain } from "../m-certificate-management/index.js";

/** What a certificate of the station's own is for: towards its CSMS, or towards EVs (CertificateSigningUseEnumType). */
export type OwnCertificateUse = "ChargingStationCertificate" | "V2GCertificate";

/** The newest certificate, or the one before it, which is kept until the newest has worked (A02.FR.10). */
export type Generation = "current" | "former";

/** A private key with its certificate and those that sign it. */
export interface OwnCredential {
  /** PKCS #8 PEM. Never leaves the station (A02.FR.05). */
  readonly privateKey: string;
  /** PEM, the leaf first. */
  readonly chain: string;
  readonly leaf: Certificate;
}

/** The answer to a signed certificate. */
export type Acceptance =
  | { readonly status: "Accepted"; readonly use: OwnCertificateUse }
  | { readonly status: "Rejected"; readonly reasonCode: string; readonly because: string };

/** The station's own keys and certificates (A02, A03). */
export interface OwnCertificates {
  credential(use: OwnCertificateUse, generation?: Generation): OwnCredential | null;
  /** Makes a key pair and a signing request (PEM) for it; the key is on disk before this resolves. */
  newRequest(use: OwnCertificateUse): Promise<string>;
  /** Takes a signed chain (PEM) if it fits a key that a request was made for (A02.FR.06). */
  accept(chain: string, use?: OwnCertificateUse): Acceptance;
  /**
   * A connection was made with that generation: the other one goes (A02.FR.10).
   * @returns whether it was the newer one that had to go (A02.FR.29)
   */
  worked(generation: Generation): boolean;
  isOwn(hashData: CertificateHashData): boolean;
  v2gChain(): OwnChain | null;
  /** A credential that came with the station, taken over where it has none of that use. */
  provision(use: OwnCertificateUse, privateKey: string, chain: string): void;
}

/** What {@link createOwnCertificates} asks of its surroundings. */
export interface OwnCertificatesAbilities {
  /** Common names that the station's certificates may have (A00.FR.511). */
  readonly identity: string;
  readonly serialNumber: string;
  /** The one of them that is asked for now. */
  readonly commonName: () => string;
  readonly deviceModel: Pick<DeviceModel, "string" | "integer">;
  readonly installed: InstalledCertificates;
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

interface StoredCredential {
  readonly privateKey: string;
  readonly chain: string;
}

/** A key for which a certificate was asked. */
interface PendingKey {
  readonly use: OwnCertificateUse;
  readonly privateKey: string;
}

/** Requests that may still be answered; older ones are forgotten. */
const MOST_PENDING = 4;

/** Makes the engine over the station's store, whose file nobody else can read. */
export function createOwnCertificates(abilities: OwnCertificatesAbilities): OwnCertificates {
  const { identity, serialNumber, deviceModel, installed, store, clock, logger } = abilities;
  const table = store.table<StoredCredential>("ownCertificates");
  const pending = store.table<PendingKey>("pendingKeys");
  const keyOf = (use: OwnCertificateUse, generation: Generation): string => `${use}/${generation}`;

  const credential = (use: OwnCertificateUse, generation: Generation = "current"): OwnCredential | null => {
    const stored = table.get(keyOf(use, generation));
    if (!stored) return null;
    try {
      const [leaf] = parseCertificates(stored.chain);
      return leaf ? { ...stored, leaf } : null;
    } catch (error) {
      logger.error({ err: error, use }, "the station's certificate cannot be read");
      return null;
    }
  };
  const rootsOf = (use: OwnCertificateUse): readonly Certificate[] => {
    if (use === "V2GCertificate") return installed.roots("V2GRootCertificate");
    const fallback = installed.fallbackRoot();
    return [...installed.roots("CSMSRootCertificate"), ...(fallback ? [fallback] : [])];
  };

  /** Why a chain cannot be taken, or the key that it belongs to (A02.FR.06, A03.FR.06). */
  const keyFor = (
    chain: readonly Certificate[],
    wanted: OwnCertificateUse | undefined,
  ): PendingKey | string => {
    const [leaf] = chain;
    if (!leaf) return "there is no certificate";
    const now = clock.now();
    const period = validityProblem(leaf, now);
    if (period) return `${describe(leaf)} ${period}`;
    const weak = weakness(leaf.publicKey);
    if (weak) return weak;
    const key = pending
      .entries()
      .map(([, one]) => one)
      .find((one) => (wanted ?? one.use) === one.use && isPair(one.privateKey, leaf.publicKey));
    if (!key) return "it is not for a key that the station has asked a certificate for";
    // A00.FR.511; the certificate towards EVs is named by the CSO (ISO 15118-2).
    const names = leaf.subject.commonNames;
    if (
      key.use === "ChargingStationCertificate" &&
      !names.some((name) => name === identity || name === serialNumber)
    )
      return `its common name is ${names.join("/") || "missing"}, not ${identity}`;
    const found = findPath(chain, rootsOf(key.use), now);
    return "problem" in found ? found.problem : key;
  };

  const hashDataOf = (
    chain: readonly Certificate[],
    roots: readonly Certificate[],
    algorithm?: CertificateHashData["hashAlgorithm"],
  ) =>
    chain.map((certificate) =>
      certificateHashData(
        certificate,
        [...chain, ...roots].find((one) => one !== certificate && certificate.isIssuedBy(one)) ?? certificate,
        algorithm,
      ),
    );

  return {
    credential,
    async newRequest(use) {
      // ISO 15118-2 knows no other kind of key.
      const algorithm =
        use === "V2GCertificate"
          ? "ECDSA-P256"
          : (deviceModel.string("SecurityCtrlr.KeyAlgorithm") as KeyAlgorithm);
      const privateKey = await generatePrivateKey(algorithm); // A02.FR.02, A03.FR.02
      const csr = await createSigningRequest(
        {
          commonName: abilities.commonName(),
          organization: deviceModel.string("SecurityCtrlr.OrganizationName"),
        },
        privateKey,
      ); // A02.FR.03, A00.FR.509, A00.FR.511
      store.transaction(() => {
        const known = pending.entries().map(([key]) => key);
        for (const key of known.slice(0, Math.max(0, known.length - MOST_PENDING + 1))) pending.delete(key);
        pending.put(orderedKey(Number(known.at(-1) ?? -1) + 1), { use, privateKey });
      });
      return csr;
    },
    accept(text, wanted) {
      const longest = deviceModel.integer("SecurityCtrlr.MaxCertificateChainSize");
      if (text.length > longest) {
        const because = `the chain must not be longer than ${longest} characters`;
        return { status: "Rejected", reasonCode: "TooLargeElement", because }; // A02.FR.16, A03.FR.16
      }
      let key: PendingKey | string;
      try {
        key = keyFor(parseCertificates(text), wanted);
      } catch (error) {
        key = messageOf(error);
      }
      if (typeof key === "string")
        return { status: "Rejected", reasonCode: "InvalidCertificate", because: key };
      const { use, privateKey } = key;
      store.transaction(() => {
        const current = table.get(keyOf(use, "current"));
        if (current) table.put(keyOf(use, "former"), current);
        table.put(keyOf(use, "current"), { privateKey, chain: text });
        for (const [number, one] of pending.entries()) if (one.use === use) pending.delete(number);
      });
      return { status: "Accepted", use };
    },
    worked(generation) {
      const use = "ChargingStationCertificate";
      const former = table.get(keyOf(use, "former"));
      if (!former) return false;
      store.transaction(() => {
        if (generation === "former") table.put(keyOf(use, "current"), former);
        table.delete(keyOf(use, "former"));
      });
      return generation === "former";
    },
    isOwn: (wanted) =>
      (["ChargingStationCertificate", "V2GCertificate"] as const).some((use) => {
        const own = credential(use);
        if (!own) return false;
        const [leaf] = hashDataOf(parseCertificates(own.chain), rootsOf(use), wanted.hashAlgorithm);
        return leaf !== undefined && sameHashData(leaf, wanted);
      }),
    v2gChain() {
      const own = credential("V2GCertificate");
      if (!own) return null;
      const [hashData, ...children] = hashDataOf(
        parseCertificates(own.chain),
        installed.roots("V2GRootCertificate"),
      );
      return hashData ? { hashData, children } : null;
    },
    provision(use, privateKey, chain) {
      if (table.get(keyOf(use, "current"))) return;
      try {
        const [leaf] = parseCertificates(chain);
        if (!leaf || !isPair(privateKey, leaf.publicKey))
          throw new Error("key and certificate do not belong together");
        table.put(keyOf(use, "current"), { privateKey, chain });
      } catch (error) {
        logger.warn(
          { use },
          `the station's certificate of the PKI folder is not taken over: ${messageOf(error)}`,
        );
      }
    },
  };
}
