import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvariantError } from "./errors.js";

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
}

function manifestIn(folder: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return null;
  }
}

/**
 * The folder of Kerbside's package: the nearest above this module whose manifest bears its name, in source and
 * build alike.
 * @throws InvariantError where there is none
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let parent = dirname(folder); ; folder = parent, parent = dirname(folder)) {
    if (manifestIn(folder)?.name === "kerbside") return folder;
    if (parent === folder) throw new InvariantError("the package of Kerbside cannot be found");
  }
}

/** The version of Kerbside, from its manifest. */
export function packageVersion(): string {
  return String(manifestIn(packageRoot())?.version);
}
