import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

/** Where distributions put Chromium. `KERBSIDE_BROWSER` names another. */
const PLACES = [
  process.env["KERBSIDE_BROWSER"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that is installed; `null`: none is. */
export const browserPath: string | null =
  PLACES.find((path): path is string => path !== undefined && existsSync(path)) ?? null;

/** Starts the browser with a profile of its own. */
export function launchBrowser(): Promise<Browser> {
  if (browserPath === null) throw new Error("no browser is installed");
  return chromium.launch({ executablePath: browserPath, args: FLAGS });
}
