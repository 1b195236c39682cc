export * from "./interface.js";
export { createTransactions, type TransactionsEngine } from "./transactions.js";
export type { TransactionAbilities } from "./abilities.js";
