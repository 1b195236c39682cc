import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../kernel/index.js";
import type { Scenario } from "./interface.js";
import type { ScenarioReader } from "./reader.js";
import { ScenarioError } from "./scenario-error.js";

/** The scenarios of a folder. */
export interface ScenarioLibrary {
  /** All of them, by their names. @throws ScenarioError if one cannot be read */
  all(): readonly Scenario[];
  /** One by its name, or `null`. @throws ScenarioError if it cannot be read */
  named(name: string): Scenario | null;
}

/** The folder of the scenarios that come with Kerbside. */
export const ownScenarios = (): string => join(packageRoot(), "scenarios");

/** Looks into a folder whenever it is asked, so that a file that was just written is found. */
export function createScenarioLibrary(reader: ScenarioReader, folder = ownScenarios()): ScenarioLibrary {
  return {
    all: () =>
      filesIn(folder)
        .sort()
        .map((file) => reader.file(join(folder, file))),
    named(name) {
      const file = filesIn(folder).find((one) => one === `${name}.yaml`);
      return file === undefined ? null : reader.file(join(folder, file));
    },
  };
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) throw new ScenarioError(`${folder}: there is no such folder`);
  return readdirSync(folder).filter((file) => file.endsWith(".yaml"));
}
