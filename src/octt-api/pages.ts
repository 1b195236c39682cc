import type { Response } from "express";

/** What a page of ours may do: its own inline code, and calls to the address it came from. */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "connect-src 'self'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Sends a self-contained HTML page. */
export function sendPage(response: Response, html: string): void {
  response.set("Content-Security-Policy", POLICY).type("html").send(html);
}
