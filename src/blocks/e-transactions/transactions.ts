import { createEventBus, Seconds, type Timer } from "../../kernel/index.js";
import type { HardwareEvents } from "../../hardware/index.js";
import { sameIdToken, type IdToken } from "../c-authorization/index.js";
import type { TransactionAbilities } from "./abilities.js";
import {
  TRANSACTION_EVENT,
  type TransactionEvent,
  type Transactions,
  type TransactionsEvents,
} from "./interface.js";
import { withReservation, type AuthorizationRecord } from "./authorization-record.js";
import { createMasterPass } from "./master-pass.js";
import { OpenTransaction } from "./open-transaction.js";
import { createTokenReader } from "./presented-tokens.js";
import { Session, type SessionListener } from "./session.js";
import { createTransactionStore } from "./transaction-store.js";

/** {@link Transactions}, and the end of its life. */
export interface TransactionsEngine extends Transactions {
  /** Lets go of hardware and timers; open transactions stay in the store. */
  dispose(): void;
}

const ANONYMOUS: IdToken = { idToken: "", type: "NoAuthorization" };
/** How often an allowance of MaxEnergyOnInvalidId is looked at while it runs. */
const ALLOWANCE_CHECK = Seconds(1);

/** Makes the Transactions engine of a station and listens to its hardware. */
export function createTransactions(abilities: TransactionAbilities): TransactionsEngine {
  const { hardware, authorization, availability, reservations, outbox, store, logger, clock } = abilities;
  const events = createEventBus<TransactionsEvents>((error, type) =>
    logger.error({ err: error, type }, "a listener of transactions failed"),
  );
  const facts = createTransactionStore(store);
  let allowanceTimer: Timer | null = null;

  const listener: SessionListener = {
    started: ({ evseId }, transactionId) => events.emit("started", { transactionId, evseId }),
    updated: ({ evseId }, transactionId) => events.emit("updated", { transactionId, evseId }),
    ended: ({ evseId }, transactionId) => {
      events.emit("ended", { transactionId, evseId });
      if (evseId !== null) availability.transactionEnded(evseId);
    },
    driverAccepted: ({ evseId }) => events.emit("driverAccepted", { evseId }),
    authorizationChanged: ({ evseId }) => {
      applyAccess();
      events.emit("authorizationChanged", { evseId });
    },
  };
  const sessions = new Map(
    hardware.evses.map((evse) => [evse.id, new Session(evse, abilities, facts, listener)]),
  );
  let floating: Session | null = null;

  const all = (): Session[] => [...sessions.values(), ...(floating ? [floating] : [])];
  const withTransaction = (): [Session, OpenTransaction][] =>
    all().flatMap((session): [Session, OpenTransaction][] =>
      session.transaction ? [[session, session.transaction]] : [],
    );
  const find = (transactionId: string): [Session, OpenTransaction] | undefined =>
    withTransaction().find(([, transaction]) => transaction.id === transactionId);

  const { userInterface, prompt } = abilities;
  const masterPass = createMasterPass({ sessions: all, userInterface, prompt, clock });
  /** A lock that keeps drivers out opens for who is authorized, there or without having chosen an EVSE. */
  const applyAccess = (): void => {
    for (const [evseId, session] of sessions) {
      const arriving = floating?.authorization;
      const authorized = session.authorization !== null || (arriving && admits(arriving, session));
      hardware.evses.find(({ id }) => id === evseId)?.setAccess(authorized || !authorization.required);
    }
  };
  const float = (): Session => {
    floating?.dispose();
    floating = new Session(null, abilities, facts, {
      ...listener,
      authorizationChanged: (session) => {
        if (!session.authorization && !session.transaction && floating === session) floating = null;
        listener.authorizationChanged(session);
      },
    });
    return floating;
  };
  const reader = createTokenReader(
    { all, float, masterPass: (idToken) => masterPass.presented(idToken) },
    abilities,
  );

  const admits = (driver: AuthorizationRecord, { evseId }: Session): boolean =>
    evseId === null || reservations.admits(driver, evseId); // H03
  /** Without a token, a driver may charge where nobody else has reserved. */
  const authorizeAnybody = (session: Session): void => {
    const anybody = { idToken: ANONYMOUS };
    if (session.authorization || !session.usable || !admits(anybody, session)) return;
    session.authorize(withReservation(anybody, session.evseId, reservations));
  };

  /** The EV of a driver who was authorized before has turned up at this EVSE. */
  const adoptInto = (session: Session): void => {
    if (!floating || session.authorization || session.transaction || !session.usable) return;
    if (floating.authorization && !admits(floating.authorization, session)) return;
    const arrived = floating;
    floating = null;
    session.adopt(arrived);
    applyAccess();
  };

  const watchAllowances = (): void => {
    const running = withTransaction().some(([, transaction]) => transaction.allowanceUntilWh !== null);
    if (running && !allowanceTimer) {
      allowanceTimer = clock.every("MaxEnergyOnInvalidId", ALLOWANCE_CHECK, () => {
        for (const session of all()) session.checkAllowance();
        watchAllowances();
      });
    } else if (!running) {
      allowanceTimer?.cancel();
      allowanceTimer = null;
    }
  };

  const on = <K extends keyof HardwareEvents>(
    type: K,
    react: (event: HardwareEvents[K]) => void,
  ): (() => void) => hardware.events.on(type, react);
  const forget = [
    abilities.deviceModel.watch("AuthCtrlr.Enabled", applyAccess),
    on("cableChanged", ({ evseId, connectorId, cable, before }) => {
      const session = sessions.get(evseId);
      if (cable === "connected") {
        if (session) adoptInto(session);
        session?.cableConnected();
        // C01.FR.01: where nobody need be authorized, plugging in is enough.
        if (session && !authorization.required) authorizeAnybody(session);
      } else if (before === "connected") {
        const connector = hardware.evses[evseId - 1]?.connectors.find((c) => c.id === connectorId);
        if (connector) session?.cableDisconnected(connector);
      }
    }),
    on("energyTransferChanged", ({ evseId }) => sessions.get(evseId)?.energyTransferChanged()),
    on("phasesChanged", ({ evseId, phases }) => sessions.get(evseId)?.phasesChanged(phases)),
    on("parkingBayChanged", ({ evseId, occupied }) => {
      const session = sessions.get(evseId);
      if (session && occupied) adoptInto(session);
      session?.parkingBayChanged(occupied);
    }),
    on("tokenPresented", ({ token, evseId }) => reader.presented(token as IdToken, evseId)),
    on("startPressed", ({ evseId }) => {
      const session = sessions.get(evseId);
      if (session && abilities.maySessionBegin()) authorizeAnybody(session); // C02.FR.01
    }),
    on("stopPressed", ({ evseId, emergency }) => {
      if (!emergency && masterPass.chosen(evseId)) return; // C16.FR.01
      for (const session of all()) {
        if (evseId !== undefined && session.evseId !== evseId) continue;
        if (emergency) session.abort("AbnormalCondition", "EmergencyStop");
        else if (session.authorization) {
          session.endAuthorization({ trigger: "StopAuthorized", stopReason: "Local" }); // E07.FR.05
        }
      }
    }),
    on("faultChanged", ({ kind, evseId, active }) => {
      const reason =
        kind === "GroundFailure" ? "GroundFault" : kind === "OverCurrent" ? "OvercurrentFault" : "Other";
      if (!active || !["Faulted", "GroundFailure", "OverCurrent"].includes(kind)) return;
      for (const session of all()) {
        if (evseId === undefined || session.evseId === evseId) session.abort("AbnormalCondition", reason); // E06.FR.16
      }
    }),
  ];

  applyAccess();

  return {
    events,
    ongoing: () => withTransaction().map(([, transaction]) => transaction.view()),
    onEvse: (evseId) => sessions.get(evseId)?.transaction?.view() ?? null,
    idOnEvse: (evseId) => sessions.get(evseId)?.transaction?.id ?? null,
    byId: (transactionId) => find(transactionId)?.[1].view() ?? null,
    isOngoing: (transactionId) => find(transactionId) !== undefined,
    authorizedAt: (evseId) => sessions.get(evseId)?.authorization?.idToken ?? null,
    drivers: () =>
      all().flatMap(({ evseId, authorization: driver }) =>
        driver ? [{ evseId, idToken: driver.idToken }] : [],
      ),
    awaitingAuthorization(evseId) {
      const session = sessions.get(evseId);
      return session?.transaction && !session.authorization ? session.transaction.id : null;
    },
    recover() {
      for (const record of facts.open()) {
        const transaction = new OpenTransaction(record, abilities, facts);
        logger.warn(
          { transactionId: record.transactionId },
          "ending a transaction that a power loss interrupted",
        );
        const evse = hardware.evses.find(({ id }) => id === record.evseId);
        transaction.endAfterPowerLoss((evse?.connectedConnector ?? null) !== null);
      }
      for (const evse of hardware.evses) {
        for (const connector of evse.connectors) if (connector.locked) connector.unlock();
      }
    },
    startRemotely({ remoteStartId, idToken, groupIdToken, evseId }) {
      const record = { idToken, remoteStartId, ...(groupIdToken && { groupIdToken }) };
      sessions.get(evseId)?.authorize(withReservation(record, evseId, reservations));
    },
    stopRemotely(transactionId, trigger = "RemoteStop") {
      const session = find(transactionId)?.[0];
      session?.endAuthorization({ trigger, stopReason: "Remote" }); // F03.FR.02, F03.FR.03
      return session !== undefined;
    },
    endForReset(stoppedReason, evseId) {
      for (const session of all()) {
        if (evseId !== undefined && session.evseId !== evseId) continue;
        if (session.transaction || session.authorization) session.abort("ResetCommand", stoppedReason);
      }
    },
    judge(transactionId, idToken, info) {
      const [session, transaction] = find(transactionId) ?? [];
      const driver = transaction?.authorization?.idToken;
      if (!session || !driver || !sameIdToken(driver, idToken)) return;
      session.judge(info);
      watchAllowances();
    },
    addClockAlignedSample: (evseId, value) => sessions.get(evseId)?.addClockAlignedSample(value),
    chargingRateChanged: (evseId) => sessions.get(evseId)?.chargingRateChanged(),
    report(evseId) {
      const reported = withTransaction().filter(
        ([session]) => evseId === undefined || session.evseId === evseId,
      );
      for (const [session] of reported) session.report();
      return reported.length > 0;
    },
    hasQueuedEvents: (transactionId) =>
      outbox
        .waiting()
        .some(
          ({ kind, fact }) =>
            kind === TRANSACTION_EVENT &&
            (transactionId === undefined || (fact as TransactionEvent).transactionId === transactionId),
        ),
    dispose() {
      for (const unsubscribe of forget) unsubscribe();
      masterPass.dispose();
      for (const session of all()) session.dispose();
      allowanceTimer?.cancel();
    },
  };
}
