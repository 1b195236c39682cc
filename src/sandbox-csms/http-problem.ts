import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, RequestHandler } from "express";
import { messageOf, type Logger } from "../kernel/index.js";

/** An HTTP request that is refused; answered as RFC 9457 describes. */
export class HttpProblem extends Error {
  /**
   * @param detail a sentence that says what to do
   * @param more further members of the answer
   */
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly more: object = {},
  ) {
    super(detail);
    this.name = "HttpProblem";
  }
}

/** What Express throws for a body or an address that it cannot read. */
const isClientError = (error: unknown): error is Error & { status: number } =>
  error instanceof Error && "status" in error && typeof error.status === "number" && error.status < 500;

/** The body parser marks its errors with a type. */
const isAboutBody = (error: Error): boolean => "type" in error;

function problemOf(error: unknown, logger: Logger): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isClientError(error))
    return new HttpProblem(error.status, isAboutBody(error) ? `body: ${error.message}` : error.message);
  logger.error({ err: error }, `a request to the HTTP interface failed: ${messageOf(error)}`);
  return new HttpProblem(500, "internal error, see the log");
}

/** Answers what a handler threw as application/problem+json. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, detail, more } = problemOf(error, logger);
    const title = STATUS_CODES[status] ?? "Error";
    response
      .status(status)
      .type("application/problem+json")
      .send(JSON.stringify({ type: "about:blank", title, status, detail, ...more }));
  };
}

/** Refuses what no route has taken. */
export const nothingHere: RequestHandler = (request) => {
  throw new HttpProblem(404, `there is no ${request.method} ${request.path} here; GET / lists what there is`);
};
