import { Seconds } from "../../../kernel/index.js";
import type { Payload } from "../../../protocol/index.js";
import type { CaseTools } from "../../case-tools.js";
import { ValidationFailed } from "../../verdict.js";
import { comesBack, emptiesItsQueue, reconnectsSoon } from "../preparations.js";

/** The station authorizes, and asks the CSMS. */
export async function asksCsms({ variables }: CaseTools): Promise<void> {
  await variables.setIfImplemented("AuthCtrlr.Enabled", true);
  await variables.setIfImplemented("AuthCtrlr.DisableRemoteAuthorization", false);
}

/** The station starts tokens of its cache without asking the CSMS first. */
export async function usesCache({ variables }: CaseTools): Promise<void> {
  await variables.setIfImplemented("AuthCacheCtrlr.Enabled", true);
  await variables.setIfImplemented("AuthCtrlr.LocalPreAuthorize", true);
}

/** The station starts tokens of its Local Authorization List without asking the CSMS first. */
export async function usesLocalList({ variables }: CaseTools): Promise<void> {
  await variables.setIfImplemented("LocalAuthListCtrlr.Enabled", true);
  await variables.setIfImplemented("AuthCtrlr.LocalPreAuthorize", true);
}

/** idTokenInfo with the configured group. */
export const inGroup = ({ configured }: CaseTools, status = "Accepted"): Payload => ({
  status,
  groupIdToken: { idToken: configured.groupId, type: "Central" },
});

/** idTokenInfo that marks a master pass. */
export const masterPass = ({ configured }: CaseTools): Payload => ({
  status: "Accepted",
  groupIdToken: { idToken: configured.masterPassGroupId, type: "Central" },
});

/** Nothing is told of a transaction for a while. */
export async function staysSilent({ csms, configured }: CaseTools): Promise<void> {
  await csms.expectsNone("TransactionEvent", Seconds(configured.quietTime));
}

/** Takes the cable of a deauthorized session; where it is kept locked for its driver, with the driver's token. */
export async function takesCableBack({ tester, state, configured, place }: CaseTools): Promise<void> {
  try {
    await tester.unplug(place);
  } catch (error) {
    if (!(error instanceof ValidationFailed)) throw error;
    await tester.presentToken(state.session.idToken ?? configured.validIdToken, place.evseId);
    await tester.unplug(place);
  }
}

/** How the station is to treat a token that turns out to be invalid once it is online again. */
export interface InvalidIdRules {
  readonly stopTx: boolean;
  /** Wh. */
  readonly maxEnergy: number;
}

/** Prepares a station to start a transaction offline (C_15 to C_18, C_26). */
export async function startsOffline(tools: CaseTools, { stopTx, maxEnergy }: InvalidIdRules): Promise<void> {
  const { variables, configured } = tools;
  await variables.setIfImplemented("AuthCtrlr.LocalPreAuthorize", true);
  await variables.setIfImplemented("AuthCtrlr.LocalAuthorizeOffline", true);
  await variables.setIfImplemented("AuthCtrlr.OfflineTxForUnknownIdEnabled", true);
  await variables.set("TxCtrlr.StopTxOnInvalidId", stopTx);
  await variables.setIfImplemented("TxCtrlr.MaxEnergyOnInvalidId", maxEnergy);
  await variables.setIfImplemented("OCPPCommCtrlr.OfflineThreshold", configured.retryBackOffWaitMinimum + 60);
  await reconnectsSoon(tools);
}

/** A cached token starts charging offline; when the station is back, the CSMS says that it is invalid. */
export async function invalidAfterOffline(
  tools: CaseTools,
  rules: InvalidIdRules,
  enough: (events: readonly Payload[]) => boolean,
  what: string,
): Promise<readonly Payload[]> {
  const { csms, tester, state, memory, configured, place } = tools;
  await usesCache(tools);
  await memory.idTokenCached();
  await startsOffline(tools, rules);
  if (!tools.has("AQ-2")) await state.evConnectedPreSession();
  await csms.closesConnection();
  await tester.presentToken(configured.validIdToken, place.evseId);
  if (tools.has("AQ-2")) await tester.plugIn(place);
  await csms.waits(Seconds(configured.transactionDuration));
  csms.answers.always("TransactionEvent", (event) =>
    event["idToken"] === undefined ? {} : { idTokenInfo: { status: "Invalid" } },
  );
  return emptiesItsQueue(tools, await comesBack(tools), enough, what);
}

/** An event of the time offline about the start of the energy transfer. */
export const chargedOffline = (event: Payload): boolean =>
  event["triggerReason"] === "ChargingStateChanged" && event["offline"] === true;

export const deauthorized = (event: Payload): boolean => event["triggerReason"] === "Deauthorized";

export const suspendedByEvse = (event: Payload): boolean =>
  (event["transactionInfo"] as { readonly chargingState?: string }).chargingState === "SuspendedEVSE";
