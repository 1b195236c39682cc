import type { AuthorizationOutcome, IdToken } from "../blocks/c-authorization/index.js";
import type { TransactionAnswer, Transactions } from "../blocks/e-transactions/index.js";
import type { Availability } from "../blocks/g-availability/index.js";
import { createTariffAndCost, type Charge, type TariffAndCost } from "../blocks/i-tariff-and-cost/index.js";
import { createDisplayMessages, type DisplayMessages } from "../blocks/o-display-message/index.js";
import type { DeviceModel } from "../device-model/index.js";
import type { StationHardware } from "../hardware/index.js";
import type { Clock, Store } from "../kernel/index.js";
import { createDriverDisplay, type DriverDisplay } from "./driver-display.js";

/** What the station tells drivers of, and from what it knows that. */
export interface DriverInformationParts {
  readonly hardware: Pick<StationHardware, "evses" | "display" | "events">;
  readonly deviceModel: DeviceModel;
  readonly availability: Pick<Availability, "events">;
  /** Asked only after this was made. */
  readonly transactions: () => Pick<Transactions, "drivers" | "isOngoing" | "ongoing">;
  readonly online: () => boolean;
  /** Transactions end only when the EV has left. */
  readonly endsWithoutDriver: () => boolean;
  readonly onChange: () => void;
  readonly store: Store;
  readonly clock: Clock;
}

/** Tariff, cost and messages, and the display on which drivers read them, in one life of a station. */
export interface DriverInformation {
  readonly tariffAndCost: TariffAndCost;
  readonly displayMessages: DisplayMessages;
  readonly display: DriverDisplay;
  /** A token was judged. */
  judged(idToken: IdToken, outcome: AuthorizationOutcome): void;
  /** A transaction event was answered. */
  answered(answer: TransactionAnswer): void;
  transactionEnded(transactionId: string): void;
  /** To be called once, when transactions of an earlier life are ended. */
  start(): void;
  dispose(): void;
}

/** Wires blocks I and O. */
export function createDriverInformation(parts: DriverInformationParts): DriverInformation {
  const { hardware, deviceModel, availability, transactions, clock, store, onChange } = parts;
  const tariffAndCost = createTariffAndCost({
    deviceModel,
    charges: () => chargesOf(transactions()),
    online: parts.online,
    endsWithoutDriver: parts.endsWithoutDriver,
    onChange: () => display.refresh(),
    clock,
  });
  const displayMessages = createDisplayMessages({
    deviceModel,
    isOngoing: (transactionId) => transactions().isOngoing(transactionId),
    onChange: () => display.refresh(),
    store,
    clock,
  });
  const display = createDriverDisplay({
    hardware,
    deviceModel,
    availability,
    clock,
    onChange,
    messages: displayMessages,
    costs: tariffAndCost,
  });
  return {
    tariffAndCost,
    displayMessages,
    display,
    judged(idToken, { info }) {
      // I04: the cache holds no tariff (C10.FR.09), so that none is taken for one of today.
      if (info.status === "Accepted") tariffAndCost.accepted(idToken, info);
    },
    answered({ event, totalCost, updatedPersonalMessage, idTokenInfo }) {
      const { transactionId, eventType, offline, idToken } = event;
      if (idToken && idTokenInfo?.status === "Accepted") tariffAndCost.learned(idToken, idTokenInfo);
      tariffAndCost.answered({
        ...{ transactionId, offline, ended: eventType === "Ended" },
        ...(totalCost !== undefined && { totalCost }),
        ...(updatedPersonalMessage && { updatedPersonalMessage }),
      });
    },
    transactionEnded(transactionId) {
      tariffAndCost.ended(transactionId);
      displayMessages.transactionEnded(transactionId);
    },
    start() {
      displayMessages.resume();
      display.refresh();
    },
    dispose() {
      display.dispose();
      tariffAndCost.dispose();
    },
  };
}

/** Who charges, or may charge now: transactions that somebody was authorized for, and drivers without one. */
function chargesOf(transactions: Pick<Transactions, "ongoing" | "drivers">): readonly Charge[] {
  const running = transactions
    .ongoing()
    .flatMap(({ evseId, transactionId, idToken }): Charge[] =>
      idToken ? [{ evseId, transactionId, idToken }] : [],
    );
  const others = transactions
    .drivers()
    .filter(({ evseId }) => !running.some((charge) => charge.evseId === evseId));
  return [...running, ...others.map((driver): Charge => ({ ...driver, transactionId: null }))];
}
