import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, orderedKey, type Clock, type Logger, type Store } from "../../kernel/index.js";
import {
  chainLinks,
  createSigningRequest,
  describe,
  findPath,
  generatePrivateKey,
  hashDataOfLink,
  isPair,
  parseCertificates,
  sameHashData,
  validityProblem,
  weakness,
  type Certificate,
  type CertificateHashData,
  type ChainLink,
} from "../../pki/index.js";
import type { InstalledCertificates, OwnChain } from "../m-certificate-management/index.js";
import {
  keyAlgorithmOf,
  subjectOf,
  usesOf,
  type OwnCertificateUse,
  type SigningUse,
} from "./certificate-uses.js";

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
  | {
      readonly status: "Accepted";
      /** What it was asked for. */
      readonly requested: SigningUse;
      /** What it is used for from now on. */
      readonly uses: readonly OwnCertificateUse[];
    }
  | { readonly status: "Rejected"; readonly reasonCode: string; readonly because: string };

/** The station's own keys and certificates (A02, A03). */
export interface OwnCertificates {
  credential(use: OwnCertificateUse, generation?: Generation): OwnCredential | null;
  /** Makes a key pair and a signing request (PEM) for it; the key is on disk before this resolves. */
  newRequest(use: SigningUse): Promise<string>;
  /** Takes a signed chain (PEM) if it fits a key that a request was made for (A02.FR.06). */
  accept(chain: string, use?: OwnCertificateUse): Acceptance;
  /**
   * A connection was made with that generation: the other one goes (A02.FR.10).
   * @returns whether it was the newer one that had to go (A02.FR.29)
   */
  worked(generation: Generation): boolean;
  /** Whether it is the station's certificate, or one of those in its chain towards EVs. */
  isOwn(hashData: CertificateHashData): boolean;
  /** The chain towards EVs as reports name it, or `null`. */
  v2gChain(): OwnChain | null;
  /** The chain towards EVs, the leaf first and without its root; empty where there is none. */
  v2gLinks(): readonly ChainLink[];
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
  readonly deviceModel: Pick<DeviceModel, "string" | "integer" | "find">;
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
  readonly use: SigningUse;
  readonly privateKey: string;
}

/** The key that a chain is for, and what that chain is. */
interface FittingKey {
  readonly privateKey: string;
  readonly requested: SigningUse;
  readonly uses: readonly OwnCertificateUse[];
  readonly leaf: Certificate;
  readonly root: Certificate;
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
  ): FittingKey | string => {
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
      .find(
        (one) =>
          (wanted === undefined || usesOf(one.use).includes(wanted)) &&
          isPair(one.privateKey, leaf.publicKey),
      );
    if (!key) return "it is not for a key that the station has asked a certificate for";
    const uses = wanted === undefined ? usesOf(key.use) : [wanted];
    // A00.FR.511; the certificate towards EVs is named by the CSO (ISO 15118-2).
    const names = leaf.subject.commonNames;
    if (
      uses.includes("ChargingStationCertificate") &&
      !names.some((name) => name === identity || name === serialNumber)
    )
      return `its common name is ${names.join("/") || "missing"}, not ${identity}`;
    // EVs trust V2G roots only, so one of them stands above a certificate for both uses too.
    const found = findPath(
      chain,
      rootsOf(uses.includes("V2GCertificate") ? "V2GCertificate" : "ChargingStationCertificate"),
      now,
    );
    if ("problem" in found) return found.problem;
    return { ...key, requested: key.use, uses, leaf, root: found.path.at(-1) ?? leaf };
  };

  /** A02.FR.15: of two valid certificates of the same V2G root the newer one is used. */
  const isSuperseded = ({ leaf, root }: FittingKey): boolean => {
    const current = credential("V2GCertificate");
    if (!current || validityProblem(current.leaf, clock.now())) return false;
    const sameRoot = linksOf("V2GCertificate").at(-1)?.issuer?.fingerprint === root.fingerprint;
    return sameRoot && current.leaf.validFrom > leaf.validFrom;
  };
  const linksOf = (use: OwnCertificateUse): readonly ChainLink[] => {
    const own = credential(use);
    return own ? chainLinks(parseCertificates(own.chain), rootsOf(use)) : [];
  };
  const put = (use: OwnCertificateUse, stored: StoredCredential): void => {
    const current = table.get(keyOf(use, "current"));
    // No connection proves the certificate towards EVs, so none is kept to fall back to.
    if (current && use === "ChargingStationCertificate") table.put(keyOf(use, "former"), current);
    table.put(keyOf(use, "current"), stored);
  };

  return {
    credential,
    async newRequest(use) {
      const privateKey = await generatePrivateKey(keyAlgorithmOf(use, deviceModel)); // A02.FR.02, A03.FR.02
      const csr = await createSigningRequest(subjectOf(use, abilities.commonName(), deviceModel), privateKey); // A02.FR.03
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
      let key: FittingKey | string;
      try {
        key = keyFor(parseCertificates(text), wanted);
      } catch (error) {
        key = messageOf(error);
      }
      if (typeof key === "string")
        return { status: "Rejected", reasonCode: "InvalidCertificate", because: key };
      const { requested, uses, privateKey } = key;
      const used = uses.filter((use) => use !== "V2GCertificate" || !isSuperseded(key));
      store.transaction(() => {
        for (const use of used) put(use, { privateKey, chain: text });
        for (const [number, one] of pending.entries()) if (one.use === requested) pending.delete(number);
      });
      return { status: "Accepted", requested, uses: used };
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
      [...linksOf("ChargingStationCertificate").slice(0, 1), ...linksOf("V2GCertificate")].some((link) =>
        sameHashData(hashDataOfLink(link, wanted.hashAlgorithm), wanted),
      ),
    v2gChain() {
      const [hashData, ...children] = linksOf("V2GCertificate").map((link) => hashDataOfLink(link));
      return hashData ? { hashData, children } : null;
    },
    v2gLinks: () => linksOf("V2GCertificate"),
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
