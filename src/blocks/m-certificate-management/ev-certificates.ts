import type { DeviceModel } from "../../device-model/index.js";
import type { EvCertificateAnswer, EvCertificateRequest } from "../../hardware/index.js";
import { messageOf, Milliseconds, type Clock, type Logger } from "../../kernel/index.js";
import type { Iso15118Port } from "./iso15118-port.js";

/** What {@link createEvCertificates} asks of its surroundings. */
export interface EvCertificatesAbilities {
  readonly port: Pick<Iso15118Port, "evCertificate">;
  readonly deviceModel: Pick<DeviceModel, "boolean">;
  readonly online: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Gets certificates for EVs (M01, M02). */
export interface EvCertificates {
  /** Forwards an EV's request; never rejects, and is answered before the EV gives up waiting. */
  obtain(request: EvCertificateRequest): Promise<EvCertificateAnswer>;
}

/** An EV waits 5 s (ISO 15118-2); the SECC has half a second of them for itself. */
const LONGEST_WAIT = Milliseconds(4_500);
const FAILED: EvCertificateAnswer = { accepted: false, exiResponse: "" };

/** Makes the engine. */
export function createEvCertificates(abilities: EvCertificatesAbilities): EvCertificates {
  const { port, deviceModel, online, clock, logger } = abilities;
  const inTime = (answer: Promise<EvCertificateAnswer>): Promise<EvCertificateAnswer> =>
    new Promise((resolve, reject) => {
      const timer = clock.timer("certificate for an EV", LONGEST_WAIT, () => {
        logger.warn("the CSMS did not answer an EV's request for a certificate in time");
        resolve(FAILED);
      });
      answer.then(resolve, reject).finally(() => timer.cancel());
    });
  return {
    async obtain(request) {
      if (!deviceModel.boolean("ISO15118Ctrlr.ContractCertificateInstallationEnabled")) {
        logger.info("an EV asks for a certificate, which is not enabled");
        return FAILED;
      }
      if (!online()) {
        logger.info("an EV asks for a certificate, but the CSMS cannot be reached");
        return FAILED;
      }
      try {
        return await inTime(port.evCertificate(request)); // M01.FR.01, M02.FR.01
      } catch (error) {
        logger.warn({ because: messageOf(error) }, "the CSMS gave an EV no certificate");
        return FAILED;
      }
    },
  };
}
