import { CANCELLATION_CASES } from "./cancellation.js";
import { CONNECTOR_CASES } from "./of-connector.js";
import { STATION_CASES } from "./of-station.js";

/** The Reservation profile. */
export const RESERVATION_CASES_16 = [...CONNECTOR_CASES, ...STATION_CASES, ...CANCELLATION_CASES];
