import { Seconds } from "../../kernel/index.js";
import type { Payload } from "../../protocol/index.js";
import type { Return } from "../csms/test-csms.js";
import type { IdToken } from "../pics/pics.js";
import type { AuthorizationOptions } from "./authorization.js";
import { certificateInstalled, renewChargingStationCertificate } from "./certificate-states.js";
import { setDisplayMessage } from "./display-messages.js";
import type { ReusableStates } from "./reusable-states.js";
import type { StateContext } from "./state-context.js";
import { renewV2gCertificates } from "./v2g-certificate-states.js";

/** A token, and what the Local Authorization List says of it. */
export type ListedIdToken = readonly [idToken: IdToken, idTokenInfo: Payload];

/** The memory states of Part 6, chapter 2.19. */
export interface MemoryStates {
  /** The token is in the Authorization Cache with what the CSMS says of it; by a whole session if it is accepted. */
  idTokenCached(options?: Pick<AuthorizationOptions, "idToken" | "idTokenInfo">): Promise<void>;
  /** The EV's contract is in the Authorization Cache, by a whole session over ISO 15118. */
  idTokenCached15118(): Promise<void>;
  /** The Local Authorization List has the token, the valid one unless told, and no other. */
  idTokenLocalAuthList(idToken?: IdToken, idTokenInfo?: Payload): Promise<void>;
  /** The Local Authorization List has these tokens and no other, in the configured version. */
  localAuthList(...entries: readonly ListedIdToken[]): Promise<void>;
  certificateInstalled(certificateType: string, certificate: string): Promise<void>;
  setChargingProfile(evseId: number, chargingProfile: Payload): Promise<void>;
  /** `sign` makes the chain (PEM) for a certificate signing request. */
  renewChargingStationCertificate(sign: (csr: string) => string | Promise<string>): Promise<void>;
  /** The same towards EVs, for every SECC of the station. */
  renewV2GChargingStationCertificate(sign: (csr: string) => string | Promise<string>): Promise<void>;
  /** A message is set on the display, with those further fields; gives its id. */
  setDisplayMessage(fields?: Payload): Promise<number>;
  /** A whole transaction happened while the station was offline; its events wait. */
  transactionEventsInQueueEnded(): Promise<Return>;
}

/** @param accessLocked a lock keeps the driver from connecting the EV before authorization (AQ-2) */
export function createMemoryStates(
  context: StateContext,
  state: ReusableStates,
  accessLocked: boolean,
): MemoryStates {
  const { csms, tester, configured, variables } = context;
  const localAuthList = async (...entries: readonly ListedIdToken[]): Promise<void> => {
    await variables.setIfImplemented("LocalAuthListCtrlr.Enabled", true);
    await csms.ask("SendLocalList", sendLocalList("Full", configured.localListVersion, entries), {
      status: "Accepted",
    });
  };
  return {
    async idTokenCached(options = {}) {
      const accepted = (options.idTokenInfo?.["status"] ?? "Accepted") === "Accepted";
      await variables.setIfImplemented("AuthCacheCtrlr.Enabled", true);
      await state.parkingBayOccupied();
      await state.authorized("local", { ...options, ...eventInfo(options.idTokenInfo) });
      if (accepted) {
        await state.energyTransferStarted();
        await state.parkingBayUnoccupied();
      } else if (configured.parkingBayEvseIds.includes(state.session.place.evseId)) {
        await tester.setParkingBay(state.session.place.evseId, false);
        await csms.mayExpect("TransactionEvent", { triggerReason: "EVDeparted" });
      }
      state.forget();
    },
    async idTokenCached15118() {
      await variables.setIfImplemented("AuthCacheCtrlr.Enabled", true);
      await state.parkingBayOccupied();
      await state.evConnectedPreSession();
      await state.authorized15118("PnC");
      await state.authorizationTold();
      await state.energyTransferStarted();
      await state.stopAuthorized("remote");
      await state.evDisconnected();
      await state.parkingBayUnoccupied();
      state.forget();
    },
    idTokenLocalAuthList: (idToken = configured.validIdToken, idTokenInfo = { status: "Accepted" }) =>
      localAuthList([idToken, idTokenInfo]),
    localAuthList,
    certificateInstalled: (type, certificate) => certificateInstalled(context, type, certificate),
    async setChargingProfile(evseId, chargingProfile) {
      await csms.ask("SetChargingProfile", { evseId, chargingProfile }, { status: "Accepted" });
    },
    renewChargingStationCertificate: (sign) => renewChargingStationCertificate(context, sign),
    renewV2GChargingStationCertificate: (sign) => renewV2gCertificates(context, sign),
    setDisplayMessage: (fields) => setDisplayMessage(context, fields),
    async transactionEventsInQueueEnded() {
      const { evseId } = state.session.place;
      const hasBay = configured.parkingBayEvseIds.includes(evseId);
      const swipe = (): Promise<void> =>
        configured.startButton
          ? tester.pressStart(evseId)
          : tester.presentToken(configured.validIdToken, evseId);
      await variables.setIfImplemented("AuthCtrlr.OfflineTxForUnknownIdEnabled", true);
      await csms.closesConnection();
      if (hasBay) await tester.setParkingBay(evseId, true);
      if (accessLocked) await swipe();
      await tester.plugIn(state.session.place);
      if (!accessLocked) await swipe();
      await csms.waits(Seconds(configured.transactionDuration));
      if (configured.startButton) await tester.pressStop(evseId);
      else await swipe();
      await tester.unplug(state.session.place);
      if (hasBay) await tester.setParkingBay(evseId, false);
      return csms.acceptsReconnection();
    },
  };
}

/** A SendLocalListRequest; without tokens it has no list at all. */
export function sendLocalList(
  updateType: "Full" | "Differential",
  versionNumber: number,
  entries: readonly (readonly [idToken: IdToken, idTokenInfo?: Payload])[],
): Payload {
  const localAuthorizationList = entries.map(([idToken, idTokenInfo]) => ({
    idToken: { ...idToken },
    ...(idTokenInfo && { idTokenInfo }),
  }));
  return { updateType, versionNumber, ...(entries.length > 0 && { localAuthorizationList }) };
}

const eventInfo = (idTokenInfo: Payload | undefined): Pick<AuthorizationOptions, "eventIdTokenInfo"> =>
  idTokenInfo ? { eventIdTokenInfo: idTokenInfo } : {};
