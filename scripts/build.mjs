/** Builds dist/: generates the protocol, compiles, builds the page, and copies what the compiler leaves behind. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "src");
const target = join(root, "dist");
const stamp = join(target, ".build-stamp");

/** Generated JavaScript, and data. */
const COPIED = /\.(js|yaml|schema\.json)$/;
/** The page is built by itself, out of everything there, and its result has no source file by file. */
const ofConsole = (file) => file.startsWith(`console${sep}`);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
}

function copyAssets() {
  for (const file of filesBelow(source).filter((name) => COPIED.test(name) && !ofConsole(name))) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(source, file), join(target, file));
  }
}

/** What was compiled from a file that is gone would otherwise still be imported. */
function removeLeftovers() {
  for (const file of filesBelow(target).filter((name) => /\.js(\.map)?$/.test(name) && !ofConsole(name))) {
    const module = join(source, file.replace(/\.map$/, ""));
    if (!existsSync(module) && !existsSync(module.replace(/\.js$/, ".ts"))) rmSync(join(target, file));
  }
}

rmSync(stamp, { force: true });
run("scripts/generate-protocol.mjs");
// A source that changes while the compiler runs is newer than this.
const compiledAt = new Date();
run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json");
removeLeftovers();
copyAssets();
run("scripts/build-console.mjs");
chmodSync(join(target, "cli.js"), 0o755);
writeFileSync(stamp, "");
utimesSync(stamp, compiledAt, compiledAt);
