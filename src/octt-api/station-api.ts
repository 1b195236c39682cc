import express, { Router, type NextFunction, type Request, type Response } from "express";
import type { StationSurface } from "../station/index.js";
import { docsPage } from "./docs-page.js";
import { requireToken } from "./guards.js";
import type { LiveEvents } from "./live-events.js";
import type { ApiDescription, ApiOperation } from "./openapi.js";
import { operationsOf } from "./operations.js";
import { ProblemError } from "./problem.js";

/** Operations that answer whatever the station does. */
const ALWAYS = new Set(["health", "state", "events", "messages"]);

/** The station API: validates by the OpenAPI file and hands on to the surface. */
export function stationApi({
  surface,
  description,
  events,
  token,
}: {
  surface: StationSurface;
  description: ApiDescription;
  events: LiveEvents;
  token: string | null;
}): Router {
  const router = Router();
  const serve = operationsOf(surface);
  const guard = requireToken(token);

  router.get(
    "/openapi.yaml",
    (_request, response) => void response.type("application/yaml").send(description.yaml),
  );
  router.get(
    "/docs",
    (_request, response) => void response.type("html").send(docsPage(description.operations)),
  );

  const answer = (operation: ApiOperation) => (request: Request, response: Response, next: NextFunction) => {
    try {
      if (!ALWAYS.has(operation.operationId) && surface.phase() === "rebooting") {
        throw new ProblemError(
          503,
          "Service Unavailable",
          "the station is switched off or restarts; try again",
        );
      }
      if (operation.operationId === "events") {
        events.serve(request, response);
        return;
      }
      const input =
        operation.method === "post"
          ? operation.checkBody(request.body)
          : operation.checkQuery(request.query as Record<string, unknown>);
      const result = serve[operation.operationId]?.(input as Readonly<Record<string, unknown>>);
      if (!result)
        throw new ProblemError(501, "Not Implemented", "this action is not available in this version");
      response.status(result.status).json(result.body);
    } catch (error) {
      next(error);
    }
  };

  groupByPath(description.operations);

  const byPath = groupByPath(description.operations);
  for (const [path, operations] of byPath) {
    const route = router.route(path);
    for (const operation of operations) {
      if (operation.operationId !== "health") route[operation.method](guard);
      if (operation.method === "post")
        route.post(requireJson, express.json({ limit: "64kb", strict: false }));
      route[operation.method](answer(operation));
    }
    const allowed = operations.map(({ method }) => method.toUpperCase()).join(", ");
    route.all((_request, response, next) => {
      response.set("Allow", allowed);
      next(new ProblemError(405, "Method Not Allowed", `this path takes ${allowed}`));
    });
  }
  return router;
}

function groupByPath(operations: readonly ApiOperation[]): Map<string, ApiOperation[]> {
  const groups = new Map<string, ApiOperation[]>();
  for (const operation of operations)
    groups.set(operation.path, [...(groups.get(operation.path) ?? []), operation]);
  return groups;
}

/** A body, where there is one, must say that it is JSON: a form of a foreign page cannot. */
function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    Number(request.get("Content-Length") ?? 0) > 0 || request.get("Transfer-Encoding") !== undefined;
  if (!hasBody || request.is("application/json")) next();
  else next(new ProblemError(415, "Unsupported Media Type", "the body must be application/json"));
}
