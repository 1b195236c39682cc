import type { Logger } from "../kernel/index.js";
import type { TokenList } from "./tokens.js";
import type { TransactionLog } from "./transactions.js";

/** What an honest CSMS keeps. */
export interface HonestRecords {
  readonly tokens: TokenList;
  readonly transactions: TransactionLog;
  /** Tokens of type Central that this CSMS made up itself when it started a transaction. */
  readonly issuedTokens: ReadonlySet<string>;
  readonly logger: Logger;
  /** Interval of the heartbeat that BootNotification is answered with, in seconds. */
  readonly heartbeatInterval: number;
}
