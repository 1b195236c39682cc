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
  return new Tables(store);
}

/** A class, so that the stations of a process share its methods. */
class Tables implements TransactionStore {
  readonly #store: Store;
  readonly #records: Table<TransactionRecord>;
  readonly #samples: Table<StoredSample>;
  #nextSample: number;

  constructor(store: Store) {
    this.#store = store;
    this.#records = store.table("transaction");
    this.#samples = store.table("transaction-sample");
    this.#nextSample = this.#samples.entries().reduce((max, [key]) => Math.max(max, Number(key) + 1), 0);
  }

  open(): TransactionRecord[] {
    return this.#records.entries().map(([, record]) => record);
  }

  save(record: TransactionRecord): void {
    this.#records.put(record.transactionId, record);
  }

  remove(transactionId: string): void {
    this.#records.delete(transactionId);
    for (const [key, sample] of this.#samples.entries()) {
      if (sample.transactionId === transactionId) this.#samples.delete(key);
    }
  }

  addSample(transactionId: string, value: MeterValue): void {
    this.#samples.put(orderedKey(this.#nextSample++), { transactionId, value });
  }

  samples(transactionId: string): MeterValue[] {
    return this.#samples
      .entries()
      .filter(([, sample]) => sample.transactionId === transactionId)
      .map(([, sample]) => sample.value);
  }

  transaction<R>(work: () => R): R {
    return this.#store.transaction(work);
  }
}
