import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InvariantError } from "../kernel/index.js";

/**
 * Reads a file that comes with Kerbside. It is looked for beside this file and in each folder above, so that
 * the sources, the build and an installed package all find theirs.
 * @param path relative to the folder that has it, e.g. `api/octt-api.openapi.yaml`
 * @throws InvariantError if it is nowhere
 */
export function readAsset(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, path);
    if (existsSync(file)) return readFileSync(file, "utf8");
    const above = dirname(folder);
    if (above === folder) throw new InvariantError(`${path} is missing from this installation`);
    folder = above;
  }
}
