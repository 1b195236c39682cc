import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, Response } from "express";
import type { ActionOutcome } from "../hardware/index.js";
import { messageOf, type Logger } from "../kernel/index.js";

/** A request that is refused; answered as RFC 9457 says. */
export class HttpProblem extends Error {
  /**
   * @param detail a sentence a tester can act on
   * @param headers further headers of the answer
   */
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.name = "HttpProblem";
  }
}

/** Throws what a refused action means in HTTP; does nothing where it was done. */
export function throwRefusal(outcome: ActionOutcome): void {
  if (outcome) throw new HttpProblem(outcome.refused === "unknown" ? 404 : 409, outcome.because);
}

/** What a thrown error tells the caller. What is our own fault is logged and not told. */
export function problemOf(error: unknown, logger: Logger): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isClientError(error)) return new HttpProblem(error.status, detailOf(error));
  logger.error({ err: error }, `a request to the API failed: ${messageOf(error)}`);
  return new HttpProblem(500, "internal error; the log of the station says more");
}

/** Answers errors as application/problem+json. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    sendProblem(response, problemOf(error, logger));
  };
}

function sendProblem(response: Response, { status, detail, headers }: HttpProblem): void {
  const title = STATUS_CODES[status] ?? "Error";
  response
    .status(status)
    .set(headers)
    .type("application/problem+json")
    .send(JSON.stringify({ type: "about:blank", title, status, detail }));
}

/** What Express and its body parser throw for a request that they cannot read. */
const isClientError = (error: unknown): error is Error & { status: number; type?: unknown } =>
  error instanceof Error && "status" in error && typeof error.status === "number" && error.status < 500;

function detailOf(error: Error & { type?: unknown }): string {
  switch (error.type) {
    case "entity.parse.failed":
      return `body: is not JSON (${error.message})`;
    case "entity.too.large":
      return "body: is larger than 64 kB";
    case undefined:
      return error.message;
    default:
      return `body: ${error.message}`;
  }
}
