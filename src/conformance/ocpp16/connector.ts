import type { Place } from "../pics/pics.js";

/** A connector as OCPP 1.6 counts them: from 1 through all EVSEs; 0 is the whole station. */
export interface Connector {
  readonly connectorId: number;
  /** Where the tester finds it. */
  readonly place: Place;
}

/** All connectors of a station. */
export const numbered = (places: readonly Place[]): readonly Connector[] =>
  places.map((place, index) => ({ connectorId: index + 1, place }));
