import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { describeViolation, Lazy, messageOf, packageRoot } from "../kernel/index.js";
import type { Scenario, Step } from "./interface.js";
import { ScenarioError } from "./scenario-error.js";

/** Reads scenarios and holds them against their schema, which is compiled for the first of them. */
export interface ScenarioReader {
  /**
   * A scenario from a file (YAML or JSON).
   * @throws ScenarioError that names the file, the step and what is wrong
   */
  file(path: string): Scenario;
  /**
   * A scenario that was handed over.
   * @param source what the error names
   * @throws ScenarioError
   */
  document(document: unknown, source: string): Scenario;
}

/** Arguments of `until` that are no condition. */
const NO_CONDITIONS: ReadonlySet<string> = new Set(["within", "evseId", "connectorId"]);

/** Makes a {@link ScenarioReader}. */
export function createScenarioReader(): ScenarioReader {
  const validate = new Lazy(compileSchema);
  const document = (tree: unknown, source: string): Scenario => {
    if (!validate.value(tree)) throw new ScenarioError(`${source}: ${sayFirst(validate.value.errors, tree)}`);
    const scenario = tree as Scenario;
    const problem = problemOf(scenario.steps, "");
    if (problem !== null) throw new ScenarioError(`${source}: ${problem}`);
    return scenario;
  };
  return {
    document,
    file(path) {
      const source = basename(path);
      const scenario = document(readTree(path, source), source);
      const expected = source.replace(/\.(ya?ml|json)$/, "");
      if (scenario.name === expected) return scenario;
      throw new ScenarioError(`${source}: name: must be ${expected}, as the file`);
    },
  };
}

function readTree(path: string, source: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"), { prettyErrors: true });
  } catch (error) {
    throw new ScenarioError(`${source}: cannot be read: ${messageOf(error)}`);
  }
}

function compileSchema(): ValidateFunction {
  const file = join(packageRoot(), "scenarios", "scenario.schema.json");
  const ajv = new Ajv2020({ allowUnionTypes: true, validateSchema: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);
}

/** What the first violation says, with the step in words instead of its pointer. */
function sayFirst(errors: readonly ErrorObject[] | null | undefined, tree: unknown): string {
  const [error] = errors ?? [];
  if (!error) return "is wrong";
  const { numbers, rest } = stepOf(error.instancePath);
  if (numbers.length === 0) return describeViolation(error, "the file");
  const [name = "", ...path] = rest;
  const place = `step ${numbers.join(".")}${name === "" ? "" : ` (${name})`}`;
  if (name === "" && ["minProperties", "maxProperties"].includes(error.keyword)) {
    const names = Object.keys(stepAt(tree, numbers) ?? {}).join(" and ");
    return `${place}: must be one thing${names === "" ? "" : `, not ${names}`}`;
  }
  const said = describeViolation({ ...error, instancePath: path.map((key) => `/${key}`).join("") }, "");
  return `${place}${said.startsWith(":") ? "" : ", "}${said}`;
}

/** Splits `/steps/3/repeat/steps/0/plugin/evseId` into the numbers of the steps, from 1, and what follows. */
function stepOf(pointer: string): { numbers: number[]; rest: string[] } {
  const path = pointer.split("/").slice(1);
  const numbers: number[] = [];
  for (let next = /^steps\/(\d+)/; ; next = /^repeat\/steps\/(\d+)/) {
    const [found, index] = next.exec(path.join("/")) ?? [];
    if (found === undefined) return { numbers, rest: path };
    numbers.push(Number(index) + 1);
    path.splice(0, found.split("/").length);
  }
}

function stepAt(tree: unknown, numbers: readonly number[]): object | undefined {
  let steps = (tree as { steps?: readonly unknown[] }).steps;
  let step: unknown;
  for (const number of numbers) {
    step = steps?.[number - 1];
    steps = (step as { repeat?: { steps?: readonly unknown[] } } | undefined)?.repeat?.steps;
  }
  return typeof step === "object" && step !== null ? step : undefined;
}

/** What the schema cannot say. */
function problemOf(steps: readonly Step[], prefix: string): string | null {
  for (const [index, step] of steps.entries()) {
    const place = `${prefix}${index + 1}`;
    if ("until" in step && Object.keys(step.until).every((key) => NO_CONDITIONS.has(key)))
      return `step ${place} (until): says nothing to wait for`;
    if ("wait" in step && typeof step.wait === "object" && step.wait.from > step.wait.to)
      return `step ${place} (wait), from: must not be above to`;
    const inner = "repeat" in step ? problemOf(step.repeat.steps, `${place}.`) : null;
    if (inner !== null) return inner;
  }
  return null;
}
