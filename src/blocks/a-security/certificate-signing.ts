import type { DeviceModel } from "../../device-model/index.js";
import { messageOf, Milliseconds, Seconds, type Clock, type Logger, type Timer } from "../../kernel/index.js";
import type { OwnCertificates, OwnCertificateUse } from "./own-certificates.js";

/** Sends a signing request to the CSMS; each OCPP version has one. Rejects where no answer came. */
export interface SigningPort {
  signCertificate(use: OwnCertificateUse, csr: string): Promise<"Accepted" | "Rejected">;
}

/** Asks the CSMS for certificates and asks again while none comes (A02.FR.17 to A02.FR.20, A03). */
export interface CertificateSigning {
  /** Makes a key pair and asks for a certificate. */
  request(use: OwnCertificateUse): void;
  /** A certificate of that use was accepted, or one was refused: nothing is asked for by itself any more. */
  settled(use: OwnCertificateUse): void;
  /** Begins to watch for the end of the certificates' validity (A03.FR.02). */
  watchExpiry(): void;
  dispose(): void;
}

/** What {@link createCertificateSigning} asks of its surroundings. */
export interface CertificateSigningAbilities {
  readonly port: SigningPort;
  readonly certificates: Pick<OwnCertificates, "newRequest" | "credential">;
  readonly deviceModel: Pick<DeviceModel, "integer">;
  readonly clock: Clock;
  readonly logger: Logger;
}

const DAY = 86_400_000;
/** A03.FR.02: a certificate is renewed a month before it expires. */
const RENEWED_BEFORE = 30 * DAY;
/** Where a renewal was not answered, it is tried again a day later. */
const TRIED_AGAIN_AFTER = Milliseconds(DAY);

/** Makes the engine; it asks for nothing by itself before {@link CertificateSigning.watchExpiry}. */
export function createCertificateSigning(abilities: CertificateSigningAbilities): CertificateSigning {
  const { port, certificates, deviceModel, clock, logger } = abilities;
  const waiting = new Map<OwnCertificateUse, Timer>();
  /** Counts the procedures of a use, so that an old one does not go on beside a new one. */
  const procedures = new Map<OwnCertificateUse, number>();
  let expiry: Timer | null = null;
  let disposed = false;

  const isCurrent = (use: OwnCertificateUse, procedure: number): boolean =>
    !disposed && procedures.get(use) === procedure;

  const ask = async (use: OwnCertificateUse, csr: string, doublings: number, procedure: number) => {
    const status = await port.signCertificate(use, csr);
    if (!isCurrent(use, procedure)) return;
    if (status === "Rejected") {
      logger.warn({ use }, "the CSMS refuses to have a certificate signed");
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
        logger.info({ use }, "no certificate has come; the CSMS is asked again"); // A02.FR.17
        run(use, procedure, () => ask(use, csr, doublings + 1, procedure));
      }),
    );
  };
  const run = (use: OwnCertificateUse, procedure: number, work: () => Promise<void>): void => {
    work().catch((error: unknown) => {
      if (isCurrent(use, procedure))
        logger.warn({ use, because: messageOf(error) }, "a certificate could not be asked for");
    });
  };
  const stop = (use: OwnCertificateUse): number => {
    waiting.get(use)?.cancel();
    waiting.delete(use);
    const procedure = (procedures.get(use) ?? 0) + 1;
    procedures.set(use, procedure);
    return procedure;
  };
  const request = (use: OwnCertificateUse): void => {
    const procedure = stop(use);
    run(use, procedure, async () => {
      const csr = await certificates.newRequest(use);
      if (isCurrent(use, procedure)) await ask(use, csr, 0, procedure);
    });
  };

  const look = (): void => {
    expiry?.cancel();
    const own = certificates.credential("ChargingStationCertificate");
    if (!own || disposed) return;
    const left = own.leaf.validTo - RENEWED_BEFORE - clock.now();
    if (left <= 0) {
      logger.info("the station's certificate expires within a month: a new one is asked for");
      request("ChargingStationCertificate"); // A03.FR.02, A03.FR.03
    }
    expiry = clock.timer(
      "renewal of the certificate",
      left > 0 ? Milliseconds(left) : TRIED_AGAIN_AFTER,
      look,
    );
  };

  return {
    request,
    settled(use) {
      stop(use);
      look();
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
