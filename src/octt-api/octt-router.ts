import { Router } from "express";
import type { OcttArguments, OcttOutcome } from "./octt-calls.js";

/** Serves OCTT calls: POST, arguments in the query string, one line of text as answer. */
export function octtRouter(perform: (call: string, args: OcttArguments) => OcttOutcome): Router {
  const router = Router();
  router.all("/:call", (request, response) => {
    response.type("text/plain");
    if (request.method !== "POST") {
      response.set("Allow", "POST").status(405).send("calls of the OCTT are POST requests");
      return;
    }
    const args: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.query)) {
      if (typeof value !== "string") {
        response.status(400).send(`${name}: is given more than once`);
        return;
      }
      args[name] = value;
    }
    const { status, line } = perform(request.params.call, args);
    response.status(status).send(line);
  });
  return router;
}
