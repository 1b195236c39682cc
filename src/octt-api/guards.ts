import { timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import { ProblemError } from "./problem.js";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/** Whether an address is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host.startsWith("127.");
}

/** Asks for the bearer token; without one set, everybody on loopback may. */
export function requireToken(token: string | null): RequestHandler {
  return (request, _response, next) => {
    if (token === null || sameText(request.get("Authorization") ?? "", `Bearer ${token}`)) next();
    else next(new ProblemError(401, "Unauthorized", "a valid bearer token is required"));
  };
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Keeps web pages from elsewhere from reaching an open API through a name that resolves to loopback. */
export function refuseForeignHosts(open: boolean): RequestHandler {
  return (request, _response, next) => {
    if (!open || isLoopback(request.hostname)) next();
    else next(new ProblemError(403, "Forbidden", "the Host header must name a loopback address"));
  };
}
