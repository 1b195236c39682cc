import type { Browser, Locator, Page } from "playwright-core";
import { browserPath, launchBrowser } from "./support/browser.js";
import { NAMELESS } from "./support/in-page.js";
import { startLiveStation, type LiveStation } from "./support/live-station.js";

const inBrowser = browserPath === null ? describe.skip : describe;

// A machine that runs all tests at once lets a browser wait.
jest.setTimeout(45_000);

inBrowser("scenarios in a browser", () => {
  let browser: Browser;
  let live: LiveStation;
  let page: Page;
  let troubles: string[];

  const shows = (locator: Locator, text: string | RegExp): Promise<void> =>
    locator.filter({ hasText: text }).first().waitFor();
  const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
  const steps = (): Locator => page.getByRole("list", { name: "Steps" }).getByRole("listitem");
  const write = (text: string): Promise<void> => page.getByLabel("Scenario, YAML or JSON").fill(text);

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    troubles = [];
    live = await startLiveStation();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", ({ message }) => troubles.push(message));
    page.on("console", (line) => {
      if (/Content.Security.Policy/i.test(line.text())) troubles.push(line.text());
    });
    await page.goto(`${live.url}/#scenarios`);
  });
  afterEach(async () => {
    await page.context().close();
    await live[Symbol.asyncDispose]();
    expect(troubles).toEqual([]);
  });

  test("one that comes with the station runs at 60×, with its seed, its steps and its verdict", async () => {
    await press("60×");
    await page.locator('.pace [aria-pressed="true"]', { hasText: "60×" }).waitFor();
    await page.getByLabel("Seed").fill("7");
    await press("Run local-start");
    await shows(page.getByTestId("awaited"), /Waits for .*: \d+ s left of 60 s/);
    await shows(page.getByRole("region", { name: "local-start" }), "seed 7");
    await shows(page.getByRole("link", { name: /Scenarios/ }), "runs");
    await shows(page.getByTestId("verdict"), /^Passed: 14 steps in \d/);
    // A screen reader hears it, whatever view is open.
    await shows(page.getByTestId("run-news"), /local-start\. Passed: 14 steps/);
    expect(await steps().count()).toBe(14);
    expect(await steps().filter({ hasText: "passed" }).count()).toBe(14);
    expect(await page.getByTestId("awaited").count()).toBe(0);
    // What ended before the page was opened is told too.
    await page.reload();
    await shows(page.getByTestId("verdict"), /^Passed: 14 steps/);
    expect(await page.evaluate(NAMELESS)).toEqual([]);
  });

  test("one of one's own: what is wrong is said with its step, what runs can be stopped", async () => {
    const alert = page.getByRole("region", { name: "One of your own" }).getByRole("alert");
    await write("name: mine\ndescription: Nobody knows this.\nsteps:\n  - dance: {}");
    await press("Run this text");
    await shows(alert, /step 1/);
    await write("name: mine\ndescription: An hour passes.\nsteps:\n  - wait: 3600");
    await press("Run this text");
    await shows(page.getByTestId("awaited"), /3\d\d\d s left of 3600 s/);
    await shows(steps(), "running");
    expect(await alert.textContent()).toBe("");
    await press("Run local-start");
    await shows(page.locator(".notices"), /Run local-start was refused: mine runs/);
    await press("Stop");
    await shows(page.getByTestId("verdict"), /^Stopped at step 1/);
  });

  test("the network is made bad and good again beside the station", async () => {
    await page.goto(`${live.url}/#station`);
    await page.getByText("Network conditions", { exact: true }).click();
    await page.getByLabel("Latency").fill("250");
    await page.getByLabel("Nothing comes through").check();
    await press("Make it so");
    await shows(page.getByRole("status"), "Network conditions: done");
    expect(live.station.hardware.networkConditions).toMatchObject({ latencyMs: 250, halfOpen: true });
    await press("Make it good again");
    await shows(page.getByRole("status"), "Good network: done");
    expect(live.station.hardware.networkConditions).toBeNull();
  });
});
