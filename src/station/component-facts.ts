import type { Transactions } from "../blocks/e-transactions/index.js";
import type { ComponentFacts } from "../blocks/n-diagnostics/index.js";
import type { ComponentId } from "../device-model/index.js";
import type { ActiveFault, FaultKind, StationHardware } from "../hardware/index.js";
import { RareMap, type Clock, type Unsubscribe } from "../kernel/index.js";

/** Milliseconds in which readings still tell of the transaction that has ended: the energy falls with it. */
const AFTERMATH = 1_500;

/** Faults of components that are not simply faulted. */
const FAULTS_OF: Readonly<Record<string, readonly FaultKind[]>> = {
  TokenReader: ["ReaderFailure"],
  FiscalMetering: ["PowerMeterFailure", "MeterSilent"],
  GroundIsolationProtection: ["GroundFailure"],
  OverCurrentProtection: ["OverCurrent"],
  PowerContactor: ["ContactorWelded"],
};

const SENTENCES: Readonly<Record<FaultKind, string>> = {
  Faulted: "The hardware reports a fault",
  ConnectorLockFailure: "The retention lock does not lock",
  UnlockFailure: "The retention lock does not unlock",
  LocalListRefused: "The local authorization list cannot be stored",
  GroundFailure: "A current leaks to earth",
  OverCurrent: "The current is too high",
  PowerMeterFailure: "The energy meter cannot be read",
  MeterSilent: "The energy meter does not answer",
  ContactorWelded: "The contactor does not open",
  ReaderFailure: "The token reader does not answer",
  TamperDetected: "Somebody tampers with the station",
};

/** What the station's engines know of a component, for its monitors. */
export function createComponentFacts({
  transactions,
  hardware,
  clock,
}: {
  readonly transactions: Pick<Transactions, "onEvse" | "ongoing" | "events">;
  readonly hardware: Pick<StationHardware, "faults">;
  readonly clock: Pick<Clock, "elapsed">;
}): ComponentFacts & { transactionOngoing(component: ComponentId): boolean; readonly dispose: Unsubscribe } {
  const ended = new RareMap<number, { readonly transactionId: string; readonly at: number }>();
  const forget = transactions.events.on("ended", ({ transactionId, evseId }) => {
    if (evseId !== null) ended.set(evseId, { transactionId, at: clock.elapsed() });
  });
  const concerns = (fault: ActiveFault, { name, evse }: ComponentId): boolean =>
    (FAULTS_OF[name]?.includes(fault.kind) ?? true) &&
    (evse === undefined ||
      fault.evseId === undefined ||
      (fault.evseId === evse.id &&
        (fault.connectorId ?? evse.connectorId) === (evse.connectorId ?? fault.connectorId)));
  return {
    dispose: forget,
    transactionId({ evse }) {
      if (!evse) return undefined;
      const last = ended.get(evse.id);
      const justEnded = last !== undefined && clock.elapsed() - last.at <= AFTERMATH;
      return transactions.onEvse(evse.id)?.transactionId ?? (justEnded ? last.transactionId : undefined);
    },
    transactionOngoing: ({ evse }) =>
      evse ? transactions.onEvse(evse.id) !== null : transactions.ongoing().length > 0,
    fault(component) {
      const fault = hardware.faults.find((one) => concerns(one, component));
      return fault && { techCode: fault.kind, techInfo: SENTENCES[fault.kind] };
    },
  };
}
