import { createServer } from "node:http";
import type { Clock, Logger } from "../kernel/index.js";
import { OCPP_VERSIONS } from "../protocol/index.js";
import { honestOcpp16 } from "./honest-ocpp16.js";
import { honestOcpp2 } from "./honest-ocpp2.js";
import { createHttpInterface } from "./http-interface.js";
import { listen, portOf, stopListening } from "./http-server.js";
import { part, isPayload, text } from "./payloads.js";
import type { LoadValidators, CsmsPeer } from "./peer-interface.js";
import { createCsmsPeer } from "./peer.js";
import { createTokenList, type TokenList } from "./tokens.js";
import { createTransactionLog, type TransactionLog } from "./transactions.js";

export interface SandboxCsmsOptions {
  /** Address of both listeners; 127.0.0.1 unless told. */
  readonly host?: string;
  /** Port for stations; 9000 unless told, 0 for any. */
  readonly ocppPort?: number;
  /** Port of the HTTP interface; 9001 unless told, 0 for any. */
  readonly httpPort?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The validators of `protocol`. */
  readonly validators: LoadValidators;
  /** In seconds; 300 unless told. */
  readonly heartbeatInterval?: number;
}

/** A small honest CSMS that accepts every station. */
export interface SandboxCsms {
  /** The endpoint for stations, without the identity, e.g. `ws://127.0.0.1:9000/ocpp`. */
  readonly ocppUrl: string;
  /** The address of the HTTP interface. */
  readonly httpUrl: string;
  readonly peer: CsmsPeer;
  readonly tokens: TokenList;
  readonly transactions: TransactionLog;
  /** Cuts all connections and frees both ports. */
  stop(): Promise<void>;
}

/** The tokens of type Central that the CSMS hands out when it starts a transaction (C05). */
function watchIssuedTokens(peer: CsmsPeer, issued: Set<string>): void {
  peer.events.on("frame", ({ frame }) => {
    if (frame.direction !== "sent" || frame.action !== "RequestStartTransaction") return;
    const idToken = isPayload(frame.payload) ? part(frame.payload, "idToken") : {};
    if (idToken["type"] === "Central") issued.add(text(idToken, "idToken") ?? "");
  });
}

/**
 * Starts the sandbox CSMS.
 * @throws StartupError if a port is taken
 */
export async function createSandboxCsms(options: SandboxCsmsOptions): Promise<SandboxCsms> {
  const {
    host = "127.0.0.1",
    ocppPort = 9000,
    httpPort = 9001,
    clock,
    logger,
    validators,
    heartbeatInterval = 300,
  } = options;
  const tokens = createTokenList();
  const transactions = createTransactionLog();
  const issuedTokens = new Set<string>();
  const records = { tokens, transactions, issuedTokens, logger, heartbeatInterval };
  const behaviours = [...honestOcpp2(records), ...honestOcpp16(records)];
  const versions = OCPP_VERSIONS;
  const peer = await createCsmsPeer({
    host,
    port: ocppPort,
    clock,
    logger,
    validators,
    behaviours,
    versions,
    compression: true, // OCPP-J 3.3: a CSMS supports it.
  });
  watchIssuedTokens(peer, issuedTokens);
  const http = createServer(
    createHttpInterface({ peer, tokens, transactions, served: behaviours, clock, logger }),
  );
  try {
    await listen(http, { host, port: httpPort });
  } catch (error) {
    await peer.stop();
    throw error;
  }
  return {
    ocppUrl: peer.url,
    httpUrl: `http://${host}:${portOf(http)}`,
    peer,
    tokens,
    transactions,
    stop: async () => {
      await Promise.all([peer.stop(), stopListening(http)]);
    },
  };
}
