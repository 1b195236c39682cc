import { raw, Router, type Request } from "express";
import { HttpProblem } from "./http-problem.js";

/** Where the page of a station finds the sandbox CSMS that belongs to it. */
export const SANDBOX_CSMS_PATH = "/sandbox-csms";

/**
 * Passes requests on to the HTTP interface of a sandbox CSMS, so that the page needs no other address than that of
 * its station.
 * @param url of the HTTP interface
 */
export function passOn(url: string, checkToken: (request: Request) => void): Router {
  const router = Router();
  router.use((request, _response, next) => {
    checkToken(request);
    next();
  });
  router.use(raw({ type: () => true, limit: "4mb" }));
  router.use(async (request, response) => {
    const body: unknown = request.body;
    let answer: Response;
    try {
      answer = await fetch(url + request.url, {
        method: request.method,
        headers: { Accept: "application/json" },
        ...(Buffer.isBuffer(body) && body.length > 0 && { body: new Uint8Array(body) }),
      });
    } catch {
      throw new HttpProblem(502, "the sandbox CSMS does not answer");
    }
    response.status(answer.status).type(answer.headers.get("content-type") ?? "application/json");
    response.send(Buffer.from(await answer.arrayBuffer()));
  });
  return router;
}
