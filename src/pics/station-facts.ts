import type { ConnectorLayout } from "../hardware/index.js";
import type { StationConfiguration, StationSurvey } from "../station/index.js";

/** What features ask of a surveyed station. Paths are those of the device model. */
export class StationFacts {
  readonly configuration: StationConfiguration;
  readonly #survey: StationSurvey;

  constructor(survey: StationSurvey) {
    this.#survey = survey;
    this.configuration = survey.configuration;
  }

  get connectors(): readonly ConnectorLayout[] {
    return this.configuration.evses.flatMap(({ connectors }) => connectors);
  }

  has(path: string): boolean {
    return this.#survey.describe(path) !== undefined;
  }

  /** The value; `""` where it is unset or there is no such variable. */
  value(path: string): string {
    const actual = this.#survey.describe(path)?.attributes.find(({ type }) => type === "Actual");
    return actual?.value ?? "";
  }

  /** The elements of a list. */
  list(path: string): readonly string[] {
    return this.value(path)
      .split(",")
      .map((element) => element.trim())
      .filter((element) => element !== "");
  }

  isOn(path: string): boolean {
    return this.value(path).toLowerCase() === "true";
  }

  /** Whether a CSMS may write it at all. */
  writable(path: string): boolean {
    const actual = this.#survey.describe(path)?.attributes.find(({ type }) => type === "Actual");
    return actual !== undefined && actual.mutability !== "ReadOnly";
  }

  /** Whether the variable has this value, or a CSMS can give it that. */
  canBe(path: string, value: string): boolean {
    return this.value(path).toLowerCase() === value.toLowerCase() || this.#survey.accepts(path, value);
  }

  /** Whether the list holds this element, or a CSMS can let it. */
  canContain(path: string, element: string): boolean {
    return this.list(path).includes(element) || this.#survey.accepts(path, element);
  }

  /** What a number may be at most, where it counts entries; else what it is. 0 where there is no such variable. */
  most(path: string): number {
    const found = this.#survey.describe(path);
    const counts = found?.variable.name === "Entries";
    return Number((counts ? found?.characteristics.maxLimit : this.value(path)) ?? 0);
  }

  /** The elements that a list may hold. */
  allowed(path: string): readonly string[] {
    return this.#survey.describe(path)?.characteristics.valuesList ?? this.list(path);
  }

  /** Whether a variable or its component lets itself be monitored. */
  monitorable(path: string): boolean {
    return this.#survey.describe(path)?.characteristics.supportsMonitoring ?? false;
  }
}
