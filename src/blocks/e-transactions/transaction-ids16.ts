import type { Store, Table } from "../../kernel/index.js";

/** The numbers that a central system of OCPP 1.6 gave to transactions, on disk until their end is delivered. */
export interface TransactionIds16 {
  numberOf(transactionId: string): number | undefined;
  localIdOf(number: number): string | undefined;
  learn(transactionId: string, number: number): void;
  forget(transactionId: string): void;
}

/** Opens the numbers of a station. */
export function openTransactionIds16(store: Store): TransactionIds16 {
  const table: Table<number> = store.table("transaction-id-16");
  return {
    numberOf: (transactionId) => table.get(transactionId),
    localIdOf: (number) => table.entries().find(([, known]) => known === number)?.[0],
    learn: (transactionId, number) => table.put(transactionId, number),
    forget: (transactionId) => table.delete(transactionId),
  };
}
