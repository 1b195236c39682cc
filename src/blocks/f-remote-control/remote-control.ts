import type { DeviceModel } from "../../device-model/index.js";
import type { StationHardware } from "../../hardware/index.js";
import type { Logger } from "../../kernel/index.js";
import type { Authorization, IdToken } from "../c-authorization/index.js";
import type { Transactions } from "../e-transactions/index.js";
import type { ChargingProfile, ProfileRefusal, SmartCharging } from "../k-smart-charging/index.js";
import type { Availability } from "../g-availability/index.js";
import type { Driver, Reservations } from "../h-reservation/index.js";
import { decideRemoteStart, type RemoteStartDecision } from "./remote-start.js";

/** What the Remote Control engine asks of its surroundings. */
export interface RemoteControlAbilities {
  readonly transactions: Transactions;
  readonly authorization: Authorization;
  readonly availability: Pick<Availability, "usable">;
  readonly reservations: Pick<Reservations, "admission" | "isReservedFor">;
  readonly deviceModel: Pick<DeviceModel, "boolean">;
  readonly hardware: Pick<StationHardware, "evses">;
  readonly smartCharging: Pick<SmartCharging, "supported" | "faultForStart" | "installWithStart">;
  readonly accepted: () => boolean;
  readonly logger: Logger;
}

/** A RequestStartTransaction in version-neutral terms. */
export interface StartWish {
  readonly remoteStartId: number;
  readonly idToken: IdToken;
  readonly groupIdToken?: IdToken;
  readonly evseId?: number;
  /** For the transaction that is started (F01.FR.08). */
  readonly chargingProfile?: ChargingProfile;
}

/** The decision on a start; a refusal of its profile says what is wrong with it. */
export type StartDecision = RemoteStartDecision & { readonly profileFault?: ProfileRefusal };

export type UnlockOutcome = "Unlocked" | "UnlockFailed" | "OngoingAuthorizedTransaction" | "UnknownConnector";

/** What a CSMS may order: start, stop, unlock (F01 to F05). */
export interface RemoteControl {
  /** The decision; `afterwards` begins, once the answer is sent. */
  start(wish: StartWish): { decision: StartDecision; afterwards?: () => void };
  /** `null`: no such transaction (F03.FR.08). */
  stop(transactionId: string): (() => void) | null;
  unlock(evseId: number, connectorId: number): UnlockOutcome;
  /** Ends the transaction of the connector, then unlocks it (OCPP 1.6, 5.18); where it has no lock, neither. */
  endAndUnlock(evseId: number, connectorId: number): UnlockOutcome | "NoLock";
}

/** Makes the Remote Control engine. */
export function createRemoteControl(abilities: RemoteControlAbilities): RemoteControl {
  const { transactions, authorization, availability, reservations, deviceModel, hardware, accepted, logger } =
    abilities;
  const { smartCharging } = abilities;

  const authorizes = (): boolean =>
    deviceModel.boolean("AuthCtrlr.AuthorizeRemoteStart") && authorization.required;
  /** The group is what the CSMS says, or what list or cache know (H03.FR.07). */
  const driverOf = ({ idToken, groupIdToken }: StartWish): Driver => {
    const group = groupIdToken ?? authorization.validLocally(idToken)?.groupIdToken;
    return { idToken, ...(group && { groupIdToken: group }) };
  };
  /** Where the group matters and the CSMS will be asked about the idToken, its answer decides (H03.FR.08). */
  const admits = (driver: Driver, evseId: number): boolean => {
    const admission = reservations.admission(driver, evseId);
    return admission === "admitted" || (admission === "dependsOnGroup" && authorizes());
  };

  const startAt = (evseId: number, { chargingProfile, ...wish }: StartWish): void => {
    if (reservations.admission(wish, evseId) !== "admitted") {
      logger.info({ evseId }, "a remote start is too late: the EVSE is reserved for somebody else");
      return;
    }
    if (chargingProfile && smartCharging.supported) smartCharging.installWithStart(chargingProfile, evseId); // F01.FR.10, K05.FR.03
    transactions.startRemotely({ ...wish, evseId });
  };
  const begin = async (wish: StartWish, evseId: number): Promise<void> => {
    // F01.FR.01, F02.FR.09: as if the driver stood at the station; the engine never asks about Central (C05.FR.01).
    if (authorizes()) {
      const { info, masterPass } = await authorization.authorize(wish.idToken);
      if (info.status !== "Accepted" || masterPass) {
        logger.info({ evseId, status: info.status }, "the idToken of a remote start is not accepted");
        return;
      }
      const group = wish.groupIdToken ?? info.groupIdToken;
      startAt(evseId, { ...wish, ...(group && { groupIdToken: group }) });
      return;
    }
    startAt(evseId, { ...wish, ...driverOf(wish) }); // F01.FR.02, F02.FR.10
  };

  const connectorAt = (evseId: number, connectorId: number) =>
    hardware.evses.find(({ id }) => id === evseId)?.connectors.find(({ id }) => id === connectorId);

  return {
    start(wish) {
      const driver = driverOf(wish);
      const candidates = hardware.evses.map(({ id, connectedConnector }) => ({
        evseId: id,
        usable: availability.usable(id),
        authorized: transactions.authorizedAt(id) !== null,
        evConnected: connectedConnector !== null,
        admitted: admits(driver, id),
        reserved: reservations.isReservedFor(driver, id),
      }));
      const decision = decideRemoteStart(wish.evseId, candidates, accepted());
      if (decision.status === "Rejected") return { decision };
      // Without smart charging the profile is ignored, whatever it is (F01.FR.12, K05.FR.04).
      const profileFault =
        wish.chargingProfile && smartCharging.supported
          ? smartCharging.faultForStart(wish.chargingProfile, decision.evseId)
          : null;
      if (profileFault)
        return { decision: { status: "Rejected", because: profileFault.because, profileFault } }; // F01.FR.26, K05.FR.05
      return {
        decision,
        afterwards: () => {
          begin(wish, decision.evseId).catch((error: unknown) =>
            logger.error({ err: error }, "a remote start failed"),
          );
        },
      };
    },
    stop: (transactionId) =>
      transactions.isOngoing(transactionId) ? () => void transactions.stopRemotely(transactionId) : null,
    unlock(evseId, connectorId) {
      const connector = connectorAt(evseId, connectorId);
      if (!connector) return "UnknownConnector"; // F05.FR.03
      const transaction = transactions.onEvse(evseId);
      if (transaction?.authorized && (transaction.connectorId ?? connectorId) === connectorId) {
        return "OngoingAuthorizedTransaction"; // F05.FR.02
      }
      return connector.unlock() ? "Unlocked" : "UnlockFailed"; // F05.FR.04 to F05.FR.06
    },
    endAndUnlock(evseId, connectorId) {
      const connector = connectorAt(evseId, connectorId);
      if (!connector) return "UnknownConnector";
      if (!connector.lockable) return "NoLock";
      const transaction = transactions.onEvse(evseId);
      if (transaction && (transaction.connectorId ?? connectorId) === connectorId)
        transactions.stopToUnlock(transaction.transactionId);
      return connector.unlock() ? "Unlocked" : "UnlockFailed";
    },
  };
}
