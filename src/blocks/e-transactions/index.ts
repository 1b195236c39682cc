export * from "./interface.js";
export { createTransactions, type TransactionsEngine } from "./transactions.js";
export type { Prompt, TransactionAbilities } from "./abilities.js";
export { createTransactionCodec, type TransactionCodec } from "./transaction-codec.js";
export { transactionHandlersOcpp2 } from "./ocpp2.js";
export type { TransactionIds16 } from "./transaction-ids16.js";
