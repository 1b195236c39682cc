import type { BootPort } from "../blocks/b-provisioning/index.js";
import type { MeterValue } from "../blocks/j-meter-values/index.js";

/** What the wiring of a station asks of the version that is spoken. */
export interface VersionBinding extends BootPort {
  /** Tells the state of all connectors (B01.FR.05). */
  reportAll(): void;
  /** Tells what has changed meanwhile (B04). `offlineFor` in milliseconds, `threshold` in seconds. */
  reconnected(offlineFor: number, threshold: number): void;
  /** Tells a retention lock's failure, or that it works again (G05.FR.02). */
  lockResult(evseId: number, connectorId: number, failed: boolean): void;
  /** Resolves when no status is on its way any more that must be told before a restart. */
  statusesTold(): Promise<void>;
  /** Sends a clock-aligned sample of an EVSE; 0 is the main meter (J01.FR.14). */
  sendMeterValue(evseId: number, value: MeterValue): void;
  /** Tells that the local list and the CSMS do not agree about an idToken, where the version has a word for that. */
  localListConflict(): void;
  dispose(): void;
}
