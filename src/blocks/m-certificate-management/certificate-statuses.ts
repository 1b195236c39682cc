import { CallFailed } from "../../csms-link/index.js";
import {
  messageOf,
  Milliseconds,
  type Clock,
  type Logger,
  type Store,
  type Timer,
} from "../../kernel/index.js";
import {
  certificateHashData,
  describe,
  readOcspResponse,
  type Certificate,
  type ChainLink,
  type OcspStatus,
} from "../../pki/index.js";
import type { Iso15118Port } from "./iso15118-port.js";

/** What {@link createCertificateStatuses} asks of its surroundings. */
export interface CertificateStatusesAbilities {
  /** The station's chain towards EVs, the leaf first and without its root. */
  readonly chain: () => readonly ChainLink[];
  readonly port: Pick<Iso15118Port, "certificateStatus">;
  readonly online: () => boolean;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The OCSP responses that an EV wants to see with the station's certificates: asked for beforehand, because the EV
 * does not wait (M06). They are kept across restarts.
 */
export interface CertificateStatuses {
  /** DER as base64, or `null` where none is known. */
  ocspResponse(certificate: Certificate): string | null;
  /** Asks for what is missing or too old, now or as soon as that can be. */
  look(): void;
  /** The station has a new certificate: everything is asked for anew (M06.FR.07). */
  refresh(): void;
  dispose(): void;
}

interface StoredStatus {
  readonly ocspResult: string;
  /** Milliseconds since 1970: when it is to be asked for anew. */
  readonly dueAt: number;
}

const HOUR = 3_600_000;
/** M06.FR.10. */
const WEEK = 7 * 24 * HOUR;
/** Where the CSMS had no answer, and the least time between two questions whatever a responder says. */
const AT_LEAST = HOUR;

/** Makes the engine; it asks for nothing before {@link CertificateStatuses.look}. */
export function createCertificateStatuses(abilities: CertificateStatusesAbilities): CertificateStatuses {
  const { chain, port, online, store, clock, logger } = abilities;
  const table = store.table<StoredStatus>("certificateStatuses");
  /** When a certificate is asked for again whose status could not be had, by fingerprint. */
  const retries = new Map<string, number>();
  let timer: Timer | null = null;
  let asking = false;
  let disposed = false;

  /** Milliseconds until it is to be asked for; not above 0: now. */
  const waitFor = ({ certificate: { fingerprint } }: ChainLink): number => {
    const dueAt = Math.max(table.get(fingerprint)?.dueAt ?? -Infinity, retries.get(fingerprint) ?? -Infinity);
    const wait = dueAt - clock.now();
    // Only a clock that was set back since can have made it longer.
    return wait > WEEK ? 0 : wait;
  };
  /** Only what names a responder, and whose issuer is known, can be asked for. */
  const askable = (): readonly ChainLink[] =>
    chain().filter(({ certificate, issuer }) => issuer !== null && certificate.ocspResponder !== null);

  const keep = (certificate: Certificate, ocspResult: string): void => {
    const now = clock.now();
    const said = statusIn(ocspResult);
    if (typeof said === "string")
      logger.warn({ certificate: describe(certificate), because: said }, "an OCSP response is kept unread");
    else if (said.status !== "good")
      logger.warn({ certificate: describe(certificate) }, `a certificate towards EVs is ${said.status}`);
    const next = typeof said === "string" ? null : said.nextUpdate;
    const soonest = Math.min(now + WEEK, next ?? Infinity);
    store.transaction(() => {
      table.put(certificate.fingerprint, { ocspResult, dueAt: Math.max(soonest, now + AT_LEAST) });
      const known = new Set(chain().map((link) => link.certificate.fingerprint));
      for (const [fingerprint] of table.entries()) if (!known.has(fingerprint)) table.delete(fingerprint);
    });
    retries.delete(certificate.fingerprint);
  };

  /** @returns whether there is a sense in asking on */
  const ask = async ({ certificate, issuer }: ChainLink): Promise<boolean> => {
    try {
      const ocspResult = await port.certificateStatus({
        ...certificateHashData(certificate, issuer ?? certificate),
        responderUrl: certificate.ocspResponder ?? "",
      });
      if (disposed) return false;
      if (ocspResult !== null) {
        keep(certificate, ocspResult); // M06.FR.06
        return true;
      }
      logger.warn({ certificate: describe(certificate) }, "the CSMS has no status of a certificate"); // M06.FR.04
    } catch (error) {
      if (error instanceof CallFailed && error.failure.kind === "offline") return false;
      logger.warn({ because: messageOf(error) }, "the status of a certificate could not be asked for");
    }
    retries.set(certificate.fingerprint, clock.now() + AT_LEAST);
    return !disposed;
  };

  const askWhatIsDue = async (): Promise<void> => {
    let goOn = true;
    while (goOn && online()) {
      const next = askable().find((link) => waitFor(link) <= 0);
      goOn = next !== undefined && (await ask(next));
    }
  };
  const look = (): void => {
    timer?.cancel();
    if (asking || disposed) return;
    asking = true;
    askWhatIsDue()
      .catch((error: unknown) => logger.error({ err: error }, "the cache of OCSP responses failed"))
      .finally(() => {
        asking = false;
        arm();
      });
  };
  /** What is due and could not be asked for waits for the next connection instead. */
  const arm = (): void => {
    timer?.cancel();
    const waits = askable().map(waitFor);
    const next = Math.min(...waits.filter((wait) => wait > 0));
    if (!disposed && next !== Infinity)
      timer = clock.timer("OCSP responses for EVs", Milliseconds(next), look);
  };

  return {
    ocspResponse: ({ fingerprint }) => table.get(fingerprint)?.ocspResult ?? null,
    look,
    refresh() {
      retries.clear();
      store.transaction(() => {
        // On disk, so that a power cut does not lose it; what is known serves until there is something newer.
        for (const [fingerprint, stored] of table.entries())
          table.put(fingerprint, { ...stored, dueAt: clock.now() });
      });
      look();
    },
    dispose() {
      disposed = true;
      timer?.cancel();
    },
  };
}

function statusIn(ocspResult: string): OcspStatus | string {
  try {
    return readOcspResponse(ocspResult);
  } catch (error) {
    return messageOf(error);
  }
}
