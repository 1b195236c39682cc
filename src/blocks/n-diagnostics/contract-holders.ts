import type { PresentedContract } from "../../hardware/index.js";
import { messageOf, type Clock, type Logger, type Store } from "../../kernel/index.js";
import {
  chainLinks,
  hashDataOfLink,
  parseCertificates,
  sameHashData,
  type Certificate,
  type CertificateHashData,
} from "../../pki/index.js";

/**
 * Whose contract a certificate is: a CSMS may ask for what is stored about a customer by the certificate that the
 * EV has shown (N09.FR.04), while the station stores it by the eMAID.
 */
export interface ContractHolders {
  /** An EV has shown its contract. */
  presented(contract: PresentedContract): void;
  /** The eMAID of the contract, or `null` where no such certificate is known. */
  emaidOf(certificate: CertificateHashData): string | null;
  has(emaid: string): boolean;
  forget(emaid: string): void;
}

/** What {@link createContractHolders} asks of its surroundings. */
export interface ContractHoldersAbilities {
  /** Roots that contracts are validated by. */
  readonly roots: () => readonly Certificate[];
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

interface StoredHolder {
  /** By each algorithm that a CSMS may use. */
  readonly hashData: readonly CertificateHashData[];
  /** Milliseconds since 1970. */
  readonly presentedAt: number;
}

const ALGORITHMS = ["SHA256", "SHA384", "SHA512"] as const;
/** How many contracts are remembered; then those that were not shown for longest go. */
const MOST = 500;

/** Makes the engine over the station's store. */
export function createContractHolders(abilities: ContractHoldersAbilities): ContractHolders {
  const { roots, store, clock, logger } = abilities;
  const table = store.table<StoredHolder>("contractHolders");
  const remember = ({ emaid, chain }: PresentedContract): void => {
    const [contract] = chainLinks(parseCertificates(chain.join("\n")), roots());
    if (!contract) return;
    store.transaction(() => {
      table.put(emaid, {
        hashData: ALGORITHMS.map((algorithm) => hashDataOfLink(contract, algorithm)),
        presentedAt: clock.now(),
      });
      const known = table.entries();
      if (known.length <= MOST) return;
      const oldest = [...known].sort(([, one], [, other]) => one.presentedAt - other.presentedAt);
      for (const [key] of oldest.slice(0, known.length - MOST)) table.delete(key);
    });
  };
  return {
    presented(contract) {
      try {
        remember(contract);
      } catch (error) {
        logger.warn({ because: messageOf(error) }, "a contract that an EV shows cannot be remembered");
      }
    },
    emaidOf: (wanted) =>
      table.entries().find(([, { hashData }]) => hashData.some((one) => sameHashData(one, wanted)))?.[0] ??
      null,
    has: (emaid) => table.get(emaid) !== undefined,
    forget: (emaid) => table.delete(emaid),
  };
}
