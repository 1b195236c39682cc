import {
  createCertificateStatuses,
  createEvCertificates,
  createIso15118Port,
} from "../blocks/m-certificate-management/index.js";
import { createContractHolders, type ContractHolders } from "../blocks/n-diagnostics/index.js";
import type { AuthorizationOutcome, IdToken } from "../blocks/c-authorization/index.js";
import type { CsmsLink } from "../csms-link/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { StationHardware } from "../hardware/index.js";
import type { Clock, Logger, Store } from "../kernel/index.js";
import type { Certificate } from "../pki/index.js";
import type { Security } from "./security.js";

/** What a station does with certificates for EVs: its own towards them, and theirs. */
export interface CertificatesForEvs {
  /** The station's certificate towards EVs is a new one (M06.FR.07). */
  renewed(): void;
  /** The CSMS can be reached, a root or the time has changed: what is missing may be had now. */
  look(): void;
  /** Whose contracts EVs have shown. */
  readonly contractHolders: ContractHolders;
  /** A token was judged: what is remembered of a contract is only kept where that is accepted. */
  judged(idToken: IdToken, outcome: AuthorizationOutcome): void;
  dispose(): void;
}

/** What {@link createCertificatesForEvs} asks of its surroundings. */
export interface CertificatesForEvsAbilities {
  readonly hardware: Pick<StationHardware, "evses" | "events">;
  readonly deviceModel: Pick<DeviceModel, "boolean" | "watch">;
  readonly link: Pick<CsmsLink, "call" | "version">;
  readonly security: Pick<Security, "own" | "signing">;
  readonly contractRoots: () => readonly Certificate[];
  readonly online: () => boolean;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** @returns `null` where no EVSE can talk ISO 15118 */
export function createCertificatesForEvs(abilities: CertificatesForEvsAbilities): CertificatesForEvs | null {
  const { hardware, deviceModel, security, ...rest } = abilities;
  const { logger } = rest;
  if (hardware.evses.every(({ evCommunication }) => evCommunication === null)) return null;
  const port = createIso15118Port(abilities.link);
  const evCertificates = createEvCertificates({ port, deviceModel, ...rest });
  const statuses = createCertificateStatuses({ chain: () => security.own.v2gLinks(), port, ...rest });
  const contractHolders = createContractHolders({ roots: abilities.contractRoots, ...rest });
  const forget = [
    hardware.events.on("contractPresented", ({ contract }) => contractHolders.presented(contract)),
    hardware.events.on("evCertificateRequested", ({ evseId, request }) => {
      const evse = hardware.evses.find(({ id }) => id === evseId);
      evCertificates
        .obtain(request)
        .then((answer) => evse?.evCommunication?.answerCertificateRequest(answer))
        .catch((error: unknown) => logger.error({ err: error, evseId }, "the EV could not be answered"));
    }),
    // Renewal is asked for once it is allowed.
    deviceModel.watch("ISO15118Ctrlr.V2GCertificateInstallationEnabled", () =>
      security.signing.watchExpiry(),
    ),
  ];
  return {
    renewed: () => statuses.refresh(),
    look: () => statuses.look(),
    contractHolders,
    judged({ idToken, type }, { info }) {
      if (type === "eMAID" && info.status !== "Accepted") contractHolders.forget(idToken);
    },
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      statuses.dispose();
    },
  };
}
