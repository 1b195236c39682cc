import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError, messageOf, packageRoot } from "../kernel/index.js";
import { asComponentDefinition } from "./definition-checks.js";
import type { ComponentDefinition } from "./definitions.js";
import type { StationLayout } from "./layout.js";
import { createShape, type Shape } from "./shape.js";

/** The definitions of `devicemodel/`, shared by all stations of a process. */
export interface DeviceModelDefinitions {
  /** In alphabetical order. */
  readonly components: readonly ComponentDefinition[];
  /** The shape of stations with that layout; worked out once for each layout. */
  shapeOf(layout: StationLayout): Shape;
}

/** Names of the files that define a component; schemas and other data start with a small letter. */
const COMPONENT_FILE = /^[A-Z][A-Za-z0-9]*\.json$/;

/**
 * Reads all component definitions of a folder. To be called once in a process and shared by its stations.
 * @param folder `devicemodel/` of the package unless told
 * @throws ConfigurationError if the folder or a file in it cannot be read or is wrong, with the file's name
 */
export function loadDefinitions(folder: string = join(packageRoot(), "devicemodel")): DeviceModelDefinitions {
  const files = listFiles(folder);
  const components = files.map((file) => asComponentDefinition(readJson(folder, file), file));
  return createDefinitions(components);
}

/** Definitions from data at hand, for tests and for stations with components of their own. */
export function createDefinitions(components: readonly ComponentDefinition[]): DeviceModelDefinitions {
  deepFreeze(components);
  const shapes = new Map<string, Shape>();
  return {
    components,
    shapeOf(layout) {
      const key = JSON.stringify(layout.evses);
      const known = shapes.get(key);
      if (known) return known;
      const made = createShape(components, layout);
      shapes.set(key, made);
      return made;
    },
  };
}

/** Reads one JSON file of `devicemodel/`. @throws ConfigurationError naming the file */
export function readDataFile(file: string, folder: string = join(packageRoot(), "devicemodel")): unknown {
  return readJson(folder, file);
}

function listFiles(folder: string): string[] {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => COMPONENT_FILE.test(file));
  } catch (error) {
    throw new ConfigurationError(
      folder,
      `must be a readable folder of component definitions (${messageOf(error)})`,
    );
  }
  if (files.length === 0) throw new ConfigurationError(folder, "must hold at least one component definition");
  return files.sort();
}

function readJson(folder: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown;
  } catch (error) {
    throw new ConfigurationError(file, `must be readable JSON (${messageOf(error)})`);
  }
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}
