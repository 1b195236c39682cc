import { orderedKey, type Store, type Table } from "../../kernel/index.js";
import type { MeterValue } from "../j-meter-values/index.js";
import type { TransactionRecord } from "./transaction-record.js";

interface StoredSample {
  readonly transactionId: string;
  readonly value: MeterValue;
}

/** Open transactions and the samples they collect for their last message, on disk. */
export interface TransactionStore {
  open(): TransactionRecord[];
  save(record: TransactionRecord): void;
  remove(transactionId: string): void;
  addSample(transactionId: string, value: MeterValue): void;
  samples(transactionId: string): MeterValue[];
  transaction<R>(work: () => R): R;
}

/** Opens the tables of this block. */
export function createTransactionStore(store: Store): TransactionStore {
  const records: Table<TransactionRecord> = store.table("transaction");
  const samples: Table<StoredSample> = store.table("transaction-sample");
  let nextSample = samples.entries().reduce((max, [key]) => Math.max(max, Number(key) + 1), 0);
  return {
    open: () => records.entries().map(([, record]) => record),
    save: (record) => records.put(record.transactionId, record),
    remove(transactionId) {
      records.delete(transactionId);
      for (const [key, sample] of samples.entries()) {
        if (sample.transactionId === transactionId) samples.delete(key);
      }
    },
    addSample: (transactionId, value) => samples.put(orderedKey(nextSample++), { transactionId, value }),
    samples: (transactionId) =>
      samples
        .entries()
        .filter(([, sample]) => sample.transactionId === transactionId)
        .map(([, sample]) => sample.value),
    transaction: (work) => store.transaction(work),
  };
}
