import { Router, type ErrorRequestHandler } from "express";
import type { Logger } from "../kernel/index.js";
import { problemOf } from "./http-problem.js";
import type { OcttFace } from "./octt-call.js";
import type { OcttCalls } from "./octt-calls.js";

/** One face of the OCTT's calls over HTTP: POST, arguments in the query string, one line of text at most. */
export function createOcttRouter(calls: OcttCalls, face: OcttFace, logger: Logger): Router {
  const router = Router({ caseSensitive: true });

  router.post("/:name", (request, response) => {
    const given = new URLSearchParams(request.url.split("?").slice(1).join("?"));
    const { status, line } = calls.perform(face, request.params.name, given);
    logger.debug({ face, call: request.params.name, status }, "the OCTT called");
    response.status(status).type("text/plain").send(line);
  });
  router.use((request, response) => {
    const name = request.path.slice(1);
    if (calls.names(face).includes(name))
      response.status(405).set("Allow", "POST").type("text/plain").send("only POST is possible here");
    else
      response
        .status(404)
        .type("text/plain")
        .send(`there is no call here of that name; there are ${calls.names(face).join(", ")}`);
  });
  return router;
}

/** Answers errors with one line of text. */
export function answerLines(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, detail } = problemOf(error, logger);
    response.status(status).type("text/plain").send(detail);
  };
}
