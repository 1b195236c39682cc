import { spawn, execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { PopulationCost } from "./bench/population.js";

const run = promisify(execFile);
const self = fileURLToPath(import.meta.url);
const cli = join(self, "..", "cli.js");
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [mode, count = "1", givenUrl = ""] = process.argv.slice(2);

// Each process loads no more than what it measures.
if (mode === "stations" || mode === "raw") {
  const { bootRawClients, bootStations } = await import("./bench/population.js");
  const boot = mode === "stations" ? bootStations : bootRawClients;
  process.stdout.write(JSON.stringify(await boot(Number(count), givenUrl)));
  process.exit(0);
}

const { fetchImage, offerImage, tlsConnectTime } = await import("./bench/security.js");
if (mode === "image") {
  const [address = "", certificate = "", signature = ""] = process.argv.slice(3);
  process.stdout.write(JSON.stringify(await fetchImage(address, certificate, signature)));
  process.exit(0);
}

const { authorizeLatency, framesPerSecond } = await import("./bench/reaction.js");
const { compositeCost, limitReach } = await import("./bench/smart-charging.js");
const IMAGE_MEGABYTES = 50;
const port = 19_000 + (process.pid % 1_000);
const url = `ws://127.0.0.1:${port}/ocpp`;
const csms = spawn(process.execPath, [cli, "csms", "--port", `${port}`, "--http-port", "0"], {
  stdio: "ignore",
});
try {
  await reachable(port);
  const measure = async (kind: "stations" | "raw", n: number): Promise<PopulationCost> =>
    JSON.parse((await run(process.execPath, [self, kind, `${n}`, url])).stdout) as PopulationCost;

  say("stations in one process      accepted after      RSS            CPU       (ratio to a raw client)");
  for (const n of [1, 100, 1000]) {
    const floor = await measure("raw", n);
    const ours = await measure("stations", n);
    const ratio = (a: number, b: number): string => `${(a / b).toFixed(1)}x`;
    say(
      [
        `${n}`.padStart(8).padEnd(28),
        `${ours.acceptedAfterMs} ms (${ratio(ours.acceptedAfterMs, floor.acceptedAfterMs)})`.padEnd(20),
        `${ours.rssMb} MB (${ratio(ours.rssMb, floor.rssMb)})`.padEnd(18),
        `${ours.cpuSeconds} s (${ratio(ours.cpuSeconds, floor.cpuSeconds)})`,
      ].join(""),
    );
  }
  const boot = await bootOfRun(url);
  say(`kerbside run: process start to BootNotification accepted ${boot.ms} ms, idle ${boot.rssMb} MB`);
  say(
    `token at the reader to Authorize on the wire: ${(await authorizeLatency(url, 200)).toFixed(2)} ms (median)`,
  );
  say(
    `TLS with certificates on both sides, until the WebSocket is open: ${(await tlsConnectTime(50)).toFixed(1)} ms (median)`,
  );
  const image = await offerImage(IMAGE_MEGABYTES);
  const { stdout } = await run(process.execPath, [
    self,
    "image",
    image.address,
    image.certificate,
    image.signature,
  ]);
  image.close();
  const fetched = JSON.parse(stdout) as { extraMb: number; seconds: number };
  say(
    `firmware of ${IMAGE_MEGABYTES} MB fetched and verified in ${fetched.seconds.toFixed(1)} s with ${fetched.extraMb.toFixed(0)} MB more memory`,
  );
  say(`frames encoded, parsed and validated: ${await framesPerSecond(2)} a second`);
  for (const [profiles, periods] of [
    [20, 24],
    [100, 1_000],
  ] as const) {
    const cost = compositeCost(profiles, periods, 100);
    say(
      `composite schedule of 24 h from ${profiles} profiles of ${periods} periods (${cost.periods} come out): ${cost.ms.toFixed(2)} ms (median), at first ${cost.firstMs.toFixed(1)} ms`,
    );
  }
  const reach = limitReach(100, 200);
  say(
    `a limit change reaches 100 EVSEs of one station in ${reach.ms.toFixed(1)} ms (median), at first ${reach.firstMs.toFixed(1)} ms`,
  );
} finally {
  csms.kill();
}
process.exit(0);

async function reachable(at: number): Promise<void> {
  const { connect } = await import("node:net");
  for (let tries = 0; tries < 500; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(at, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.on("error", () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the CSMS of the benchmark did not start");
}

/** One real `kerbside run`, from process start until its API says that it is accepted. */
async function bootOfRun(csmsUrl: string): Promise<{ ms: number; rssMb: number }> {
  const folder = mkdtempSync(join(tmpdir(), "kerbside-bench-"));
  const file = join(folder, "station.yaml");
  const apiPort = port + 1_000;
  writeFileSync(
    file,
    JSON.stringify({
      identity: "CS-BOOT",
      csms: { url: csmsUrl, securityProfile: 0 },
      storage: join(folder, "store"),
      api: { port: apiPort },
      log: { level: "silent" },
    }),
  );
  const from = performance.now();
  const child = spawn(process.execPath, [cli, "run", "--config", file], { stdio: "ignore" });
  const { readFileSync } = await import("node:fs");
  for (;;) {
    const health = await fetch(`http://127.0.0.1:${apiPort}/octt/v1/health`).then(
      (answer) => answer.json() as Promise<{ status: string }>,
      () => null,
    );
    if (health?.status === "running") break;
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  const ms = Math.round(performance.now() - from);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  const rssMb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  child.kill();
  rmSync(folder, { recursive: true, force: true });
  return { ms, rssMb };
}
