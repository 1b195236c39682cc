import type { Condition, LayoutFact } from "./definitions.js";

/** What the device model must know of how a station is built. */
export interface StationLayout {
  readonly evses: readonly EvseLayout[];
}

export interface EvseLayout {
  readonly id: number;
  readonly parkingBaySensor: boolean;
  /** Its meter signs what it reads; absent: it does not. */
  readonly signingMeter?: boolean | undefined;
  /** It talks ISO 15118; absent: it does not. */
  readonly iso15118?: boolean | undefined;
  readonly connectors: readonly ConnectorLayout[];
}

export interface ConnectorLayout {
  readonly id: number;
  readonly type: string;
  readonly cable: "fixed" | "detachable";
  /** 1 to 3 for AC. */
  readonly phases: number;
  /** Amperes per phase. */
  readonly maxCurrent: number;
  readonly dc: boolean;
  /** Watts; where absent it follows from current, phases and nominal voltage. */
  readonly maxPower?: number;
}

/** A part of the station at which components exist: all of it, an EVSE, or a connector. */
export interface Place {
  readonly evse?: { readonly id: number; readonly connectorId?: number };
  readonly parkingBaySensor: boolean;
  readonly signingMeter: boolean;
  readonly iso15118: boolean;
  readonly connectors: readonly ConnectorLayout[];
}

const NOMINAL_AC_VOLTS = 230;
const NOMINAL_DC_VOLTS = 500;

/** Every place of a scope, in ascending order of ids. */
export function placesOf(layout: StationLayout, scope: "station" | "evse" | "connector"): readonly Place[] {
  switch (scope) {
    case "station":
      return [
        {
          parkingBaySensor: layout.evses.some((evse) => evse.parkingBaySensor),
          signingMeter: layout.evses.some((evse) => evse.signingMeter),
          iso15118: layout.evses.some((evse) => evse.iso15118),
          connectors: layout.evses.flatMap((evse) => evse.connectors),
        },
      ];
    case "evse":
      return layout.evses.map(
        ({ id, parkingBaySensor, signingMeter = false, iso15118 = false, connectors }) => ({
          evse: { id },
          parkingBaySensor,
          signingMeter,
          iso15118,
          connectors,
        }),
      );
    case "connector":
      return layout.evses.flatMap((evse) =>
        evse.connectors.map((connector) => ({
          evse: { id: evse.id, connectorId: connector.id },
          parkingBaySensor: evse.parkingBaySensor,
          signingMeter: evse.signingMeter ?? false,
          iso15118: evse.iso15118 ?? false,
          connectors: [connector],
        })),
      );
  }
}

/** Whether a condition is met at a place. */
export function holds(condition: Condition | undefined, place: Place): boolean {
  switch (condition) {
    case undefined:
      return true;
    case "parkingBaySensor":
      return place.parkingBaySensor;
    case "signingMeter":
      return place.signingMeter;
    case "iso15118":
      return place.iso15118;
    case "detachableCable":
      return place.connectors.some((connector) => connector.cable === "detachable");
    case "onlyFixedCables":
      return place.connectors.every((connector) => connector.cable === "fixed");
    case "alternatingCurrent":
      return place.connectors.some((connector) => !connector.dc);
    case "directCurrent":
      return place.connectors.some((connector) => connector.dc);
    case "twoPhases":
      return place.connectors.some((connector) => phasesOf(connector) >= 2);
    case "threePhases":
      return place.connectors.some((connector) => phasesOf(connector) >= 3);
  }
}

const phasesOf = (connector: ConnectorLayout): number => (connector.dc ? 0 : connector.phases);

const powerOf = ({ dc, phases, maxCurrent, maxPower }: ConnectorLayout): number =>
  maxPower ?? (dc ? maxCurrent * NOMINAL_DC_VOLTS : maxCurrent * phases * NOMINAL_AC_VOLTS);

/** A fact of a place as a value of the device model. */
export function layoutFact(fact: LayoutFact, place: Place): string {
  const [first] = place.connectors;
  switch (fact) {
    case "phases":
      return String(Math.max(0, ...place.connectors.map(phasesOf)));
    case "maxPower":
      return String(Math.max(0, ...place.connectors.map(powerOf)));
    case "connectorType":
      return first?.type ?? "";
    case "phaseRotation":
      return ["", "Rxx", "RSx", "RST"][first ? phasesOf(first) : 0] ?? "";
  }
}
