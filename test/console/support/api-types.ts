import type * as page from "../../../src/console/api/types.js";
import type * as scenarios from "../../../src/console/api/scenario-types.js";
import type * as scenario from "../../../src/scenario/index.js";
import type * as station from "../../../src/station/index.js";

/**
 * Compiles only where the station tells all that the page reads, as it reads it: the two know nothing of each other.
 */
export interface PageReadsWhatTheStationTells {
  readonly state: Reads<page.StationState, station.StationState>;
  readonly frame: Reads<page.Frame, station.Frame>;
  readonly charging: Reads<page.EvseCharging, station.EvseCharging>;
  readonly variable: Reads<page.Variable, station.VariableState>;
  readonly queued: Reads<page.QueuedMessage, station.QueuedMessage>;
  readonly reservation: Reads<page.Reservation, station.ReservationState>;
  readonly certificate: Reads<page.CertificateInfo, station.CertificateState>;
  readonly securityEvent: Reads<page.SecurityEvent, station.SecurityEventState>;
  readonly scenario: Reads<scenarios.ScenarioSummary, ReturnType<scenario.ScenarioDesk["list"]>[number]>;
  readonly run: Reads<scenarios.ScenarioRun, scenario.ScenarioRunState>;
  readonly line: Reads<page.LogLine, station.LogLine>;
}

type Reads<Read, Told extends Read> = Told;
