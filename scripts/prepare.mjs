/**
 * Makes a fresh clone ready: installs what package-lock.json says where that is not installed, and with
 * `--build` builds where a source is newer than the last build. Silent and quick when there is nothing to do.
 * Uses nothing but Node itself, because it runs before anything is installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Whatever can change what a build makes. */
const BUILD_SOURCES = [
  "src",
  "devicemodel",
  "api",
  "scripts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];

/** Whether the packages of package-lock.json are not those that are installed. */
export function needsInstall(folder) {
  const modules = join(folder, "node_modules");
  if (!existsSync(modules)) return true;
  // A link belongs to another checkout, whose packages are not ours to replace.
  if (lstatSync(modules).isSymbolicLink()) return false;
  const wantedFile = join(folder, "package-lock.json");
  const installedFile = join(modules, ".package-lock.json");
  if (!existsSync(installedFile)) return true;
  if (!existsSync(wantedFile) || statSync(wantedFile).mtimeMs <= statSync(installedFile).mtimeMs)
    return false;
  return packagesDiffer(readJson(wantedFile).packages, readJson(installedFile).packages);
}

/** A fresh checkout has a new date on the same content, so the content decides. */
function packagesDiffer(wanted, installed) {
  return Object.entries(wanted).some(([path, { version, optional }]) => {
    if (path === "") return false;
    const present = installed[path];
    // Optional packages of other platforms are not installed.
    return present ? present.version !== version : !optional;
  });
}

/** Whether something that a build reads is newer than the last build that succeeded. */
export function needsBuild(folder) {
  const stamp = join(folder, "dist", ".build-stamp");
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return BUILD_SOURCES.some((name) => isNewer(join(folder, name), builtAt));
}

/** Folders count too: their date changes when a file disappears. */
function isNewer(path, time) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (stat.mtimeMs > time) return true;
  return stat.isDirectory() && readdirSync(path).some((name) => isNewer(join(path, name), time));
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // Standard output belongs to the command that follows.
    stdio: ["ignore", process.stderr, process.stderr],
    shell: command === "npm" && process.platform === "win32",
  });
  if (error) console.error(`${command}: ${error.message}`);
  if (status === 0) return;
  // A test run that cannot begin ends with the line that every test run ends with.
  if (process.env["npm_lifecycle_event"] === "pretest") console.log("\n0 passed, 1 failed");
  process.exit(status ?? 1);
}

function install() {
  console.error("Installing packages, which takes a moment the first time");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env["npm_execpath"];
  if (npm?.endsWith(".js")) run(process.execPath, [npm, ...args]);
  else run("npm", args);
}

function build() {
  console.error("Building");
  run(process.execPath, [join(root, "scripts", "build.mjs")]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (needsInstall(root)) install();
  if (process.argv.includes("--build") && needsBuild(root)) build();
}
