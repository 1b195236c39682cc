import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createSilentLogger, createSystemClock, Milliseconds, packageRoot } from "../../src/kernel/index.js";
import { loadValidators } from "../../src/protocol/index.js";
import { createSandboxCsms, type SandboxCsms } from "../../src/sandbox-csms/index.js";

// A tester follows the manual in a shell: real processes, in real time.
jest.setTimeout(180_000);

const clock = createSystemClock();
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void clock.timer("a tester waits", Milliseconds(milliseconds), resolve));

let folder: string;
let software: string;
let csms: SandboxCsms;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kerbside-manual-"));
  software = join(folder, "software");
  // The manual builds what is not built yet; others work with the build of this checkout.
  const left = ["node_modules", ".git", "test", "data", "certs"];
  cpSync(packageRoot(), software, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => path === packageRoot() || !left.includes(basename(path)),
  });
  symlinkSync(join(packageRoot(), "node_modules"), join(software, "node_modules"));
  // What curl is told beside the commands: a refusal is a failure.
  writeFileSync(join(folder, ".curlrc"), "fail-with-body\nsilent\nshow-error\nmax-time = 10\n");
  csms = await createSandboxCsms({
    ocppPort: 0,
    httpPort: 0,
    clock,
    logger: createSilentLogger(),
    validators: loadValidators,
  });
});

afterAll(async () => {
  await Promise.all(running.map(ended));
  await csms.stop();
  rmSync(folder, { recursive: true, force: true });
});

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
    child.once("exit", (code) => resolve(code));
    child.kill("SIGTERM");
  });
}

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

const inShell = (command: string): ChildProcess =>
  spawn("sh", ["-c", command], {
    cwd: software,
    env: { PATH: process.env["PATH"], HOME: folder, CURL_HOME: folder, API_TOKEN: "lab-token" },
    stdio: ["ignore", "pipe", "pipe"],
  });

function carriedOut(command: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = inShell(command);
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** What hardware does takes its time: a call that is refused is made again, as a tester would. */
async function carriedOutPatiently(command: string): Promise<Outcome> {
  for (let tries = 0; ; tries++) {
    const outcome = await carriedOut(command);
    if (outcome.code === 0 || tries === 20 || !command.startsWith("curl")) return outcome;
    await pause(250);
  }
}

/** Nothing has come to the CSMS for a while. */
async function untilQuiet(): Promise<void> {
  for (let before = -1; before !== csms.peer.activity;) {
    before = csms.peer.activity;
    await pause(150);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function manualFor(name: string, settings: object): Promise<readonly string[]> {
  const own = join(folder, name);
  mkdirSync(own);
  const config = join(own, "station.json");
  writeFileSync(
    config,
    JSON.stringify({
      identity: name,
      csms: { url: csms.ocppUrl, securityProfile: 1, basicAuthPassword: "0123456789abcdef" },
      storage: join(own, "the storage"),
      certs: join(own, "certs"),
      ...settings,
      api: { port: await freePort(), ...("api" in settings ? (settings.api as object) : {}) },
    }),
  );
  const { code, output } = await carriedOut(`node dist/cli.js manual --config ${config} --out ${own}`);
  if (code !== 0) throw new Error(output);
  const markdown = readFileSync(join(own, "manual.md"), "utf8");
  expect(markdown).not.toMatch(/0123456789abcdef|lab-token/);
  return [...markdown.matchAll(/^```sh\n([^]*?)\n```$/gm)].map(([, command = ""]) => command);
}

/** Carries the commands out in their order; gives what each has printed. */
async function follow(commands: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const printed = new Map<string, string>();
  for (const command of commands) {
    if (command.includes("dist/cli.js run ")) {
      const station = inShell(`exec ${command}`);
      station.stdout?.resume();
      running.push(station);
      continue;
    }
    const { code, output } = await carriedOutPatiently(command);
    if (code !== 0) throw new Error(`${command}\nended with ${code}: ${output}`);
    printed.set(command, output);
    await untilQuiet();
  }
  return printed;
}

test("every command of the manual can be carried out, in the order in which it stands there", async () => {
  const commands = await manualFor("CS-FIRST", { api: { token: "lab-token" } });
  const started = commands.findIndex((command) => command.includes(" run "));
  const printed = await follow(commands);
  expect(printed.size).toBeGreaterThan(30);
  const words = (part: string): string =>
    [...printed].find(([command]) => command.includes(part))?.[1] ?? "no such command";
  expect(words("selfcheck")).toContain("all is well");
  expect(words("/octt/v1/health")).toContain('"firmwareVersion":"1.0.0"');
  expect(words("firmware build")).toContain("BEGIN CERTIFICATE");
  expect(words("tail ")).toContain("CS-FIRST");
  expect(started).toBeGreaterThan(0);
  // The sessions of the manual have come to the CSMS: by token, by another token, by the button, and again.
  expect(csms.transactions.of("CS-FIRST")).toHaveLength(4);
  expect(await Promise.all(running.map(ended))).toEqual([0]);
});

test("the manual of a station with a start button and a locked cable is another, and can be followed too", async () => {
  const commands = await manualFor("CS-SECOND", {
    tokenReader: false,
    evses: [
      {
        id: 1,
        connectors: [{ id: 1, type: "cType2", cable: "fixed", phases: 1, maxCurrent: 16, accessLock: true }],
      },
    ],
  });
  const before = running.length;
  await follow(commands.slice(commands.findIndex((command) => command.includes(" run "))));
  expect(commands.join("\n")).not.toMatch(/authorize|parkingbay|"side":"station"/);
  expect(await Promise.all(running.slice(before).map(ended))).toEqual([0]);
});
