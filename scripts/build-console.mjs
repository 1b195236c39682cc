/** Builds the station's page out of src/console into dist/console, each file beside itself packed by gzip. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "dist", "console");

await build({
  root: join(root, "src", "console"),
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  build: {
    outDir: target,
    emptyOutDir: true,
    chunkSizeWarningLimit: 300,
    target: "es2023",
    modulePreload: false,
    // The Content-Security-Policy of the page allows files of the station only, no data: URLs of code or style.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});

for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath ?? entry.path, entry.name);
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
}
