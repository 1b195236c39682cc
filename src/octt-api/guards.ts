import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { hostNameOf, isLoopback } from "./addresses.js";
import type { MaintenanceLogin } from "../station/index.js";
import type { ApiConfiguration } from "./configuration.js";
import { HttpProblem } from "./http-problem.js";

/**
 * Keeps pages of other sites from driving a station through the browser of its user: an API without a token
 * wants a loopback name in the Host header (DNS rebinding), and what acts must not come from another origin.
 */
export function refuseForeignPages({ host, token }: ApiConfiguration): RequestHandler {
  const anyName = token !== null || !isLoopback(host);
  return (request, _response, next) => {
    const name = hostNameOf(request.headers.host);
    if (!anyName && (name === null || !(isLoopback(name) || name === host.toLowerCase())))
      throw new HttpProblem(403, "Host: must be a loopback name; set api.token to use another");
    if (comesFromAnotherPage(request))
      throw new HttpProblem(403, "Origin: pages of other sites may not drive this station");
    next();
  };
}

function comesFromAnotherPage({ method, headers }: Request): boolean {
  if (method === "GET" || method === "HEAD") return false; // Without CORS headers they cannot read the answer.
  const site = headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return true;
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.host?.toLowerCase();
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Asks for the bearer token. Comparing digests takes the same time however much of a wrong one is right.
 * @param attempted told of every token that was shown, right or wrong
 */
export function demandToken(
  token: string | null,
  attempted: (login: MaintenanceLogin) => void,
): (request: Request) => void {
  if (token === null) return () => undefined;
  const expected = digest(token);
  return (request) => {
    const given = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? "")?.[1];
    const accepted = given !== undefined && timingSafeEqual(digest(given), expected);
    if (given !== undefined) attempted({ accepted, origin: request.socket.remoteAddress ?? "unknown" });
    if (accepted) return;
    throw new HttpProblem(
      401,
      given === undefined ? "Authorization: a bearer token is needed" : "Authorization: the token is wrong",
      { "WWW-Authenticate": 'Bearer realm="station"' },
    );
  };
}
