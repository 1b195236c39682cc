import { json, Router, type Request, type RequestHandler, type Response } from "express";
import { InvariantError } from "../kernel/index.js";
import { renderDocsPage } from "./docs-page.js";
import type { EventStream } from "./event-stream.js";
import { demandToken } from "./guards.js";
import { HttpProblem } from "./http-problem.js";
import { loadDocument, type Operation } from "./openapi-document.js";
import { createOperations, type Operations, type Reply } from "./operations.js";
import { sendPage } from "./pages.js";
import { createRequestValidation } from "./request-validation.js";
import type { StationSurface } from "../station/index.js";
import {
  createSurroundingOperations,
  type SurroundingOperations,
  type Surroundings,
} from "./surrounding-operations.js";

/** What the station API stands on. */
export interface StationApiAbilities {
  readonly surface: StationSurface;
  readonly events: EventStream;
  readonly token: string | null;
  /** Version of Kerbside, shown on the docs page. */
  readonly version: string;
  readonly surroundings?: Surroundings;
}

const JSON_TYPES = ["json", "+json"];

type Respond = (request: Request, response: Response) => void | Promise<void>;

/** The station API as its OpenAPI file describes it: routes, checks and answers all follow the file. */
export function createStationApi(abilities: StationApiAbilities): Router {
  const { surface, events, token, version, surroundings = {} } = abilities;
  const document = loadDocument();
  const validation = createRequestValidation(document);
  const operations = { ...createOperations(surface), ...createSurroundingOperations(surroundings) };
  const checkToken = demandToken(token, (login) => surface.maintenanceLogin(login));
  const readJson = json({ limit: "64kb", type: JSON_TYPES });
  const router = Router({ caseSensitive: true, strict: true });
  const page = lazy(() => renderDocsPage(document, version));

  const others: Record<string, Respond> = {
    events: (request, response) => events.serve(request, response),
    openapi: (_request, response) => void response.type("application/yaml").send(document.yaml),
    docs: (_request, response) => sendPage(response, page()),
  };

  const responderOf = (operation: Operation): Respond => {
    const { operationId } = operation.definition;
    const other = others[operationId];
    if (other) return other;
    const perform = operationOf(operations, operationId);
    return async (request, response) => {
      const query = validation.query(operation, request.query);
      const body = validation.body(operation, request.body);
      const input = { ...request.params, ...((operation.definition.requestBody ? body : query) as object) };
      if (needsPower(operation) && surface.phase() === "rebooting")
        throw new HttpProblem(503, "the station has no power or restarts; try again soon", {
          "Retry-After": "1",
        });
      const reply = await perform(input);
      response.status(reply.status).json(reply.body);
    };
  };

  for (const operation of document.operations) {
    const respond = responderOf(operation);
    const handlers: RequestHandler[] = [(request, response) => respond(request, response)];
    if (operation.definition.requestBody) handlers.unshift(demandJson, readJson);
    if (!isOpen(operation)) handlers.unshift(tokenFirst);
    router[operation.method](routeOf(operation.path), ...handlers);
  }
  for (const path of Object.keys(document.openApi.paths))
    router.all(routeOf(path), tokenFirst, refuseMethod(document.openApi.paths[path] ?? {}));
  router.use(tokenFirst, (request) => {
    throw new HttpProblem(404, `there is no ${request.baseUrl}${request.path}; see ${request.baseUrl}/docs`);
  });
  return router;

  function tokenFirst(request: Request, _response: Response, next: () => void): void {
    checkToken(request);
    next();
  }
}

type AllOperations = Operations & SurroundingOperations;

function operationOf(operations: AllOperations, id: string): (request: unknown) => Reply | Promise<Reply> {
  const operation = operations[id as keyof AllOperations];
  if (!operation) throw new InvariantError(`the API describes ${id}, which nothing serves`);
  return operation as (request: unknown) => Reply | Promise<Reply>;
}

/** `/a/{b}` of OpenAPI, as Express writes it. */
const routeOf = (path: string): string => path.replace(/\{(\w+)\}/g, ":$1");

/** What acts on the station itself cannot be done while it has no power. */
const needsPower = ({ method, definition }: Operation): boolean =>
  method !== "get" && definition["x-without-power"] !== true;

/** `security: [{}]` says that no token is asked for. */
function isOpen({ definition: { security } }: Operation): boolean {
  return security !== undefined && security.every((requirement) => Object.keys(requirement).length === 0);
}

const demandJson: RequestHandler = (request, _response, next) => {
  // `null` stands for no body at all, which the operation may allow.
  if (request.is(JSON_TYPES) === false && request.headers["content-length"] !== "0")
    throw new HttpProblem(415, "Content-Type: must be application/json");
  next();
};

function refuseMethod(methods: object): RequestHandler {
  const allowed = Object.keys(methods).map((method) => method.toUpperCase());
  if (allowed.includes("GET")) allowed.push("HEAD");
  const allow = allowed.join(", ");
  return (request) => {
    throw new HttpProblem(405, `${request.method} is not possible here; allowed: ${allow}`, { Allow: allow });
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
