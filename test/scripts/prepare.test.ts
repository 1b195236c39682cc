import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const prepare = pathToFileURL(join(process.cwd(), "scripts", "prepare.mjs")).href;

/** Asks the script, which is an ES module of its own, what a checkout needs. */
function ask(question: "needsInstall" | "needsBuild", checkout: string): boolean {
  const source = `import { ${question} } from ${JSON.stringify(prepare)}; console.log(${question}(process.argv[1]))`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", source, checkout], {
    encoding: "utf8",
  });
  return JSON.parse(stdout) as boolean;
}

describe("preparing a checkout", () => {
  let checkout: string;
  beforeEach(() => (checkout = mkdtempSync(join(tmpdir(), "kerbside-prepare-"))));
  afterEach(() => rmSync(checkout, { recursive: true, force: true }));

  const lockAt = (path: string, packages: object, seconds: number) => {
    writeFileSync(join(checkout, path), JSON.stringify({ packages }));
    utimesSync(join(checkout, path), seconds, seconds);
  };

  test("installs when nothing is installed, or something else is", () => {
    lockAt("package-lock.json", { "": {}, "node_modules/a": { version: "1.0.0" } }, 2000);
    expect(ask("needsInstall", checkout)).toBe(true);
    mkdirSync(join(checkout, "node_modules"));
    lockAt("node_modules/.package-lock.json", { "node_modules/a": { version: "0.9.0" } }, 1000);
    expect(ask("needsInstall", checkout)).toBe(true);
  });

  test("does not install again what a fresh checkout only made look newer", () => {
    const packages = { "node_modules/a": { version: "1.0.0" } };
    const foreign = { "node_modules/only-on-another-platform": { version: "1.0.0", optional: true } };
    mkdirSync(join(checkout, "node_modules"));
    lockAt("package-lock.json", { "": {}, ...packages, ...foreign }, 2000);
    lockAt("node_modules/.package-lock.json", packages, 1000);
    expect(ask("needsInstall", checkout)).toBe(false);
  });

  test("leaves linked packages alone", () => {
    const elsewhere = join(checkout, "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(checkout, "node_modules"));
    lockAt("package-lock.json", { "node_modules/a": { version: "1.0.0" } }, 2000);
    expect(ask("needsInstall", checkout)).toBe(false);
  });

  test("builds when a source is newer than the last build, or gone", () => {
    expect(ask("needsBuild", checkout)).toBe(true);
    mkdirSync(join(checkout, "dist"));
    mkdirSync(join(checkout, "src", "room"), { recursive: true });
    const [source, stamp] = [join(checkout, "src", "room", "a.ts"), join(checkout, "dist", ".build-stamp")];
    writeFileSync(source, "");
    writeFileSync(stamp, "");
    for (const path of [source, join(checkout, "src", "room"), join(checkout, "src")])
      utimesSync(path, 1000, 1000);
    utimesSync(stamp, 2000, 2000);
    expect(ask("needsBuild", checkout)).toBe(false);
    utimesSync(source, 3000, 3000);
    expect(ask("needsBuild", checkout)).toBe(true);
    rmSync(source);
    expect(ask("needsBuild", checkout)).toBe(true);
  });
});
