/** What the page reads of scenarios; the whole is described in api/octt-api.openapi.yaml. */

export interface ScenarioSummary {
  readonly name: string;
  readonly description: string;
  readonly steps: number;
}

export interface ScenarioStep {
  readonly step: string;
  readonly text: string;
  readonly outcome: "pending" | "running" | "passed" | "failed" | "skipped";
  /** Seconds of the station's time since the run began. */
  readonly endedAt?: number;
  readonly because?: string;
}

export interface ScenarioRun {
  readonly scenario: string;
  readonly description: string;
  readonly seed: number;
  readonly status: "running" | "passed" | "failed" | "stopped";
  /** `null` while it runs. */
  readonly verdict: string | null;
  /** Of the station's time. */
  readonly seconds: number;
  readonly waitingFor: {
    readonly what: string;
    readonly secondsLeft: number;
    readonly ofSeconds: number;
  } | null;
  readonly steps: readonly ScenarioStep[];
}

/** How fast the station's time runs. */
export interface Pace {
  readonly rate: number;
}
