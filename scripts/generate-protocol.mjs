/**
 * Makes the types and validators of all OCPP messages in src/protocol/generated. Does nothing when they are
 * as new as the schemas and these scripts; `--force` makes them anyway.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "src", "protocol", "generated");
const stampFile = join(folder, "stamp.txt");
const SOURCES = [
  "generate-protocol.mjs",
  "protocol/schemas.mjs",
  "protocol/types.mjs",
  "protocol/validators.mjs",
  "protocol/request-schemas.mjs",
];
const PACKAGES = ["ocpp-rpc", "ajv", "json-schema-to-typescript"];

/** What the generated files depend on, in one line. */
async function currentStamp() {
  const hash = createHash("sha256");
  for (const source of SOURCES) hash.update(await readFile(join(root, "scripts", source)));
  for (const name of PACKAGES) {
    const description = await readFile(join(root, "node_modules", name, "package.json"), "utf8");
    hash.update(`${name}@${JSON.parse(description).version}\n`);
  }
  return hash.digest("hex");
}

async function generate() {
  const [{ VERSIONS, readSchemas }, { typesOf }, { validatorsOf, VALIDATORS_DECLARATION }] =
    await Promise.all([
      import("./protocol/schemas.mjs"),
      import("./protocol/types.mjs"),
      import("./protocol/validators.mjs"),
    ]);
  const { requestSchemasOf } = await import("./protocol/request-schemas.mjs");
  await mkdir(folder, { recursive: true });
  for (const version of VERSIONS) {
    const schemas = await readSchemas(version);
    await writeFile(join(folder, `${version.module}.ts`), await typesOf(version, schemas));
    await writeFile(join(folder, `${version.module}-requests.schema.json`), requestSchemasOf(schemas));
    await writeFile(join(folder, `${version.module}-validators.js`), await validatorsOf(schemas));
    await writeFile(join(folder, `${version.module}-validators.d.ts`), VALIDATORS_DECLARATION);
  }
}

const stamp = await currentStamp();
const known = await readFile(stampFile, "utf8").catch(() => "");
if (known !== stamp || process.argv.includes("--force")) {
  await generate();
  // Last, so that an interrupted run is repeated.
  await writeFile(stampFile, stamp);
}
