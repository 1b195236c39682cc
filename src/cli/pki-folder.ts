import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StartupError, messageOf } from "../kernel/index.js";
import { createDevelopmentPki, type DevelopmentPkiOptions } from "../pki/index.js";

/** Whether a folder holds a PKI already, which is never written over. */
export const hasPki = (folder: string): boolean => existsSync(join(folder, "csms-root.pem"));

/**
 * Makes a development PKI in a folder; its keys can be read by nobody else.
 * @returns the names of the files
 * @throws StartupError if the folder cannot be written
 */
export async function writeDevelopmentPki(
  folder: string,
  options: DevelopmentPkiOptions,
): Promise<readonly string[]> {
  const files = await createDevelopmentPki(options);
  try {
    for (const { name, content, secret } of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { mode: secret ? 0o600 : 0o644, flag: "wx" });
    }
  } catch (error) {
    throw new StartupError(`the PKI cannot be written to ${folder}: ${messageOf(error)}`, { cause: error });
  }
  return files.map(({ name }) => name);
}
