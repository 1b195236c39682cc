import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, Milliseconds, Seconds, type Clock, type Logger, type Timer } from "../../kernel/index.js";
import { usesOf, type OwnCertificateUse, type SigningUse } from "./certificate-uses.js";
import type { OwnCertificates } from "./own-certificates.js";

/** Sends a signing request to the CSMS; each OCPP version has one. Rejects where no answer came. */
export interface SigningPort {
  signCertificate(use: SigningUse, csr: string): Promise<"Accepted" | "Rejected">;
}

/** Asks the CSMS for certificates and asks again while none comes (A02.FR.17 to A02.FR.20, A03). */
export interface CertificateSigning {
  /** Makes a key pair and asks for a certificate. */
  request(use: SigningUse): void;
  /** A certificate that was asked for so has come and is used. */
  accepted(use: SigningUse): void;
  /**
   * A certificate of that use (`undefined`: whichever was asked for) was refused: none is asked for any more until
   * the CSMS triggers it (A02.FR.20).
   */
  refused(use: OwnCertificateUse | undefined): void;
  /** Begins to watch for the end of the certificates' validity (A03.FR.02). */
  watchExpiry(): void;
  dispose(): void;
}

/** What {@link createCertificateSigning} asks of its surroundings. */
export interface CertificateSigningAbilities {
  readonly port: SigningPort;
  readonly certificates: Pick<OwnCertificates, "newRequest" | "credential">;
  readonly deviceModel: Pick<DeviceModel, "integer" | "boolean" | "find">;
  /** The CSMS does not sign the request; absent: nobody wants to know. */
  readonly onRejected?: (use: SigningUse) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const DAY = 86_400_000;
/** A03.FR.02: a certificate is renewed a month before it expires. */
const RENEWED_BEFORE = 30 * DAY;
/** Certificates that the station renews by itself. */
const RENEWED: readonly OwnCertificateUse[] = ["ChargingStationCertificate", "V2GCertificate"];
const COMBINED = "CombinedCertificate" satisfies SigningUse;
const V2G_INSTALLATION = "ISO15118Ctrlr.V2GCertificateInstallationEnabled";
/** Where a renewal was not answered, it is tried again a day later. */
const TRIED_AGAIN_AFTER = Milliseconds(DAY);

/** Makes the engine; it asks for nothing by itself before {@link CertificateSigning.watchExpiry}. */
export function createCertificateSigning(abilities: CertificateSigningAbilities): CertificateSigning {
  const { port, certificates, deviceModel, clock, logger } = abilities;
  const waiting = new Map<SigningUse, Timer>();
  /** Counts the procedures of a use, so that an old one does not go on beside a new one. */
  const procedures = new Map<SigningUse, number>();
  /** Uses that are not renewed by the station itself any more. */
  const refused = new Set<OwnCertificateUse>();
  let expiry: Timer | null = null;
  let disposed = false;

  const isCurrent = (use: SigningUse, procedure: number): boolean =>
    !disposed && procedures.get(use) === procedure;

  const ask = async (use: SigningUse, csr: string, doublings: number, procedure: number) => {
    const status = await port.signCertificate(use, csr);
    if (!isCurrent(use, procedure)) return;
    if (status === "Rejected") {
      logger.warn({ use }, "the CSMS refuses to have a certificate signed");
      abilities.onRejected?.(use);
      return;
    }
    const most = deviceModel.integer("SecurityCtrlr.CertSigningRepeatTimes");
    // A02.FR.18: each wait is twice the one before.
    const wait = Seconds(deviceModel.integer("SecurityCtrlr.CertSigningWaitMinimum") * 2 ** doublings);
    if (doublings > most) {
      logger.warn({ use }, "the CSMS sends no certificate; it is not asked any more"); // A02.FR.19
      return;
    }
    waiting.set(
      use,
      clock.timer(`certificate for ${use}`, wait, () => {
        waiting.delete(use);
        logger.info({ use }, "no certificate has come; the CSMS is asked again"); // A02.FR.17
        run(use, procedure, () => ask(use, csr, doublings + 1, procedure));
      }),
    );
  };
  const run = (use: SigningUse, procedure: number, work: () => Promise<void>): void => {
    work().catch((error: unknown) => {
      if (isCurrent(use, procedure))
        logger.warn({ use, because: messageOf(error) }, "a certificate could not be asked for");
    });
  };
  const stop = (use: SigningUse): number => {
    waiting.get(use)?.cancel();
    waiting.delete(use);
    const procedure = (procedures.get(use) ?? 0) + 1;
    procedures.set(use, procedure);
    return procedure;
  };
  const request = (use: SigningUse): void => {
    const procedure = stop(use);
    run(use, procedure, async () => {
      const csr = await certificates.newRequest(use);
      if (isCurrent(use, procedure)) await ask(use, csr, 0, procedure);
    });
  };

  /** A03.FR.02: what the station is to renew by itself, and when. */
  const renewals = (): readonly { readonly use: SigningUse; readonly at: number }[] =>
    RENEWED.filter((use) => !refused.has(use) && mayRenew(use)).flatMap((use) => {
      const own = certificates.credential(use);
      return own ? [{ use: isCombined() ? COMBINED : use, at: own.leaf.validTo - RENEWED_BEFORE }] : [];
    });
  const isCombined = (): boolean => deviceModel.boolean("SecurityCtrlr.CombinedCertificate");
  const mayRenew = (use: OwnCertificateUse): boolean =>
    use !== "V2GCertificate" || deviceModel.find(V2G_INSTALLATION)?.toLowerCase() === "true";

  const look = (): void => {
    expiry?.cancel();
    const known = disposed ? [] : renewals();
    if (known.length === 0) return;
    const now = clock.now();
    const due = new Set(known.filter(({ at }) => at <= now).map(({ use }) => use));
    for (const use of due) {
      if (waiting.has(use)) continue;
      logger.info({ use }, "a certificate expires within a month: a new one is asked for");
      request(use); // A03.FR.02, A03.FR.03
    }
    const left = known.map(({ at }) => (at > now ? at - now : TRIED_AGAIN_AFTER));
    expiry = clock.timer("renewal of a certificate", Milliseconds(Math.min(...left)), look);
  };

  return {
    request(use) {
      for (const one of usesOf(use)) refused.delete(one);
      request(use);
    },
    accepted(use) {
      stop(use);
      for (const one of usesOf(use)) refused.delete(one);
      look();
    },
    refused(use) {
      const concerned: readonly SigningUse[] =
        use === undefined ? [...waiting.keys()] : isCombined() ? [use, COMBINED] : [use];
      for (const one of concerned) {
        stop(one);
        for (const stopped of usesOf(one)) refused.add(stopped);
      }
    },
    watchExpiry: look,
    dispose() {
      disposed = true;
      expiry?.cancel();
      for (const timer of waiting.values()) timer.cancel();
      waiting.clear();
    },
  };
}
