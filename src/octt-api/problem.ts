import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "../kernel/index.js";
import type { Refusal } from "../hardware/index.js";

/** A refused request (RFC 9457). */
export class ProblemError extends Error {
  /**
   * @param status HTTP status, 400 to 599
   * @param title what kind of problem, the same words each time
   * @param detail a sentence a tester can act on
   */
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail);
    this.name = "ProblemError";
  }
}

/** Answers with a problem. */
export function sendProblem(response: Response, { status, title, detail }: ProblemError): void {
  response
    .status(status)
    .type("application/problem+json")
    .json({ type: "about:blank", title, status, detail });
}

/** The problem that a refused manual action is. */
export function problemOf({ refused, because }: Refusal): ProblemError {
  return refused === "unknown"
    ? new ProblemError(404, "Not Found", because)
    : new ProblemError(409, "Not possible now", because);
}

/** Turns everything thrown into a problem; what was not meant is logged, and the process lives on. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
    } else if (error instanceof ProblemError) {
      sendProblem(response, error);
    } else if (isBodyError(error)) {
      const detail = error.status === 413 ? "the body is larger than 64 kB" : "the body is not valid JSON";
      sendProblem(response, new ProblemError(error.status, "Bad Request", detail));
    } else {
      logger.error({ err: error }, "a request to the station API failed: internal error");
      sendProblem(response, new ProblemError(500, "Internal Server Error", "internal error; see the log"));
    }
  };
}

function isBodyError(error: unknown): error is { status: number } {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === "number" && status >= 400 && status < 500;
}
