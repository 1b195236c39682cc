import type { StationHardware } from "../../hardware/index.js";

/** Where a connector is. */
export interface ConnectorPlace {
  readonly evseId: number;
  readonly connectorId: number;
}

/** The flat numbers that OCPP 1.6 gives to connectors: 1 upwards through all EVSEs; 0 is the whole station. */
export interface ConnectorNumbers {
  readonly count: number;
  /** All places, that of number 1 first. */
  readonly places: readonly ConnectorPlace[];
  /** The number; without a connector that of the EVSE's first, and 0 for an unknown EVSE. */
  numberOf(evseId: number, connectorId: number | null): number;
  placeOf(number: number): ConnectorPlace | undefined;
}

/** Numbers the connectors of a station. */
export function numberConnectors({ evses }: Pick<StationHardware, "evses">): ConnectorNumbers {
  const places = evses.flatMap(({ id, connectors }) =>
    connectors.map((connector) => ({ evseId: id, connectorId: connector.id })),
  );
  return {
    count: places.length,
    places,
    numberOf: (evseId, connectorId) =>
      1 +
      places.findIndex(
        (place) => place.evseId === evseId && (connectorId === null || place.connectorId === connectorId),
      ),
    placeOf: (number) => places[number - 1],
  };
}
