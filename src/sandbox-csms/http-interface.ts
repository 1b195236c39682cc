import express, { type Express, type Request } from "express";
import { toTimestamp, type Clock, type Logger } from "../kernel/index.js";
import type { Behaviour } from "./answers.js";
import { commandsFor, schemaOfCommand, sendCommand } from "./commands.js";
import { drawDialogue } from "./drawing.js";
import { HttpProblem, answerProblems, nothingHere } from "./http-problem.js";
import type { CsmsPeer } from "./peer-interface.js";
import type { RecordedFrame } from "./recording.js";
import { withoutSecrets } from "./secrets.js";
import type { PeerStation } from "./stations.js";
import { parseTokenList } from "./token-list-body.js";
import type { TokenList } from "./tokens.js";
import type { TransactionLog } from "./transactions.js";

/** What the HTTP interface shows and steers. */
export interface HttpInterfaceOptions {
  readonly peer: CsmsPeer;
  readonly tokens: TokenList;
  readonly transactions: TransactionLog;
  readonly served: readonly Behaviour[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const ROUTES = [
  "GET /stations",
  "GET /stations/{identity}/messages (as JSON, or as a drawing with Accept: text/plain)",
  "GET /stations/{identity}/transactions",
  "GET /stations/{identity}/commands (the actions that can be sent to it)",
  "GET /stations/{identity}/commands/{Action} (the JSON schema of the request)",
  "POST /stations/{identity}/commands/{Action} (body: the payload of the request)",
  "GET /tokens",
  "PUT /tokens (body: the whole list)",
] as const;

const summary = ({ identity, connected, version, connectedAt, frames }: PeerStation): object => ({
  identity,
  connected,
  ocppVersion: version,
  connectedAt: toTimestamp(connectedAt),
  messages: frames.length,
});

/** The HTTP interface of the sandbox CSMS. Errors are application/problem+json. */
export function createHttpInterface(options: HttpInterfaceOptions): Express {
  const { peer, tokens, transactions, served, logger } = options;
  const isKeyCode = (idTag: string): boolean => tokens.find(idTag)?.type === "KeyCode";
  const shown = (frames: readonly RecordedFrame[]): RecordedFrame[] =>
    frames.map((frame) => ({ ...frame, payload: withoutSecrets(frame.payload, isKeyCode) }));
  const stationOf = (request: Request<{ identity: string }>): PeerStation => {
    const station = peer.station(request.params.identity);
    if (!station) throw new HttpProblem(404, `station ${request.params.identity} has never been connected`);
    return station;
  };

  const app = express();
  app.disable("x-powered-by");
  // Any content type, so that curl's -d needs no header.
  app.use(express.json({ type: () => true, strict: false, limit: "4mb" }));
  app.get("/", (_request, response) => void response.json({ serves: ROUTES }));
  app.get("/stations", (_request, response) => void response.json(peer.stations().map(summary)));
  app.get("/stations/:identity/messages", (request, response) => {
    const { identity, frames } = stationOf(request);
    const messages = shown(frames);
    if (request.accepts(["json", "text"]) === "text") {
      response.type("text/plain").send(drawDialogue(messages, { station: identity }));
    } else {
      response.json(messages.map((frame) => ({ ...frame, at: toTimestamp(frame.at) })));
    }
  });
  app.get("/stations/:identity/transactions", (request, response) => {
    response.json(transactions.of(stationOf(request).identity));
  });
  app.get("/stations/:identity/commands", async (request, response) => {
    response.json(await commandsFor(peer, request.params.identity, served));
  });
  app.get("/stations/:identity/commands/:action", (request, response) => {
    const { identity, action } = request.params;
    response.json(schemaOfCommand(peer, identity, action));
  });
  app.post("/stations/:identity/commands/:action", async (request, response) => {
    const { identity, action } = request.params;
    const command = { identity, action, body: request.body as unknown };
    response.json(await sendCommand(peer, command, served));
  });
  app.get("/tokens", (_request, response) => void response.json(tokens.all()));
  app.put("/tokens", (request, response) => {
    const parsed = parseTokenList(request.body);
    if ("field" in parsed)
      throw new HttpProblem(400, `${parsed.field} ${parsed.allowed}`, { field: parsed.field });
    tokens.replace(parsed.tokens);
    logger.info(`the token list was replaced: ${parsed.tokens.length} tokens`);
    response.json(tokens.all());
  });
  app.use(nothingHere);
  app.use(answerProblems(logger));
  return app;
}
