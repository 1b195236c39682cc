import { useState } from "preact/hooks";
import type { ActiveFault, StationState } from "../api/types.js";
import { useAction } from "../parts/use-action.js";

const KINDS = [
  "Faulted",
  "ConnectorLockFailure",
  "UnlockFailure",
  "LocalListRefused",
  "GroundFailure",
  "OverCurrent",
  "PowerMeterFailure",
  "MeterSilent",
  "ContactorWelded",
  "ReaderFailure",
  "TamperDetected",
];

type Place = Omit<ActiveFault, "kind">;

const nameOf = ({ evseId, connectorId }: Place): string => {
  if (evseId === undefined) return "the station";
  return connectorId === undefined ? `EVSE ${evseId}` : `EVSE ${evseId} connector ${connectorId}`;
};

/** Breaks parts, and repairs those that are broken. */
export function FaultForm({ state }: { readonly state: StationState }) {
  const act = useAction();
  const [kind, setKind] = useState("Faulted");
  const [where, setWhere] = useState(0);
  const places: Place[] = [
    {},
    ...state.evses.flatMap(({ evseId, connectors }) => [
      { evseId },
      ...connectors.map(({ connectorId }) => ({ evseId, connectorId })),
    ]),
  ];
  const place = places[where] ?? {};
  const submit = (event: Event): void => {
    event.preventDefault();
    void act(`${kind} at ${nameOf(place)}`, "/fault", { ...place, kind, active: true });
  };
  return (
    <form class="line" onSubmit={submit} aria-label="Faults">
      <label>
        Fault
        <select value={kind} onChange={({ currentTarget }) => setKind(currentTarget.value)}>
          {KINDS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        at
        <select value={String(where)} onChange={({ currentTarget }) => setWhere(Number(currentTarget.value))}>
          {places.map((one, index) => (
            <option key={index} value={String(index)}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <button>Break</button>
      {state.faults.map((fault) => (
        <button
          type="button"
          class="repair"
          key={`${fault.kind} ${nameOf(fault)}`}
          onClick={() => void act(`Repair ${fault.kind}`, "/fault", { ...fault, active: false })}
        >
          Repair {fault.kind} at {nameOf(fault)}
        </button>
      ))}
    </form>
  );
}
