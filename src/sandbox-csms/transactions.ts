import { createBoundedList, type BoundedList } from "./recording.js";

/** A transaction as the CSMS knows it. */
export interface TransactionRecord {
  readonly transactionId: string;
  readonly evseId?: number;
  readonly connectorId?: number;
  /** The last token that was told; hidden if it is a key code. */
  readonly idToken?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly stoppedReason?: string;
  readonly chargingState?: string;
  /** First and last reading of the energy register, in watt-hours. */
  readonly meterStart?: number;
  readonly meterLast?: number;
  /** The highest sequence number seen, and those below it that have not come. OCPP 1.6 has none. */
  readonly lastSeqNo?: number;
  readonly missingSeqNos: readonly number[];
  /** Always 0: charging at the sandbox is free. */
  readonly totalCost: number;
}

/** What an event tells about a transaction; absent fields change nothing. */
export interface TransactionNews extends Partial<
  Omit<
    TransactionRecord,
    "transactionId" | "missingSeqNos" | "totalCost" | "lastSeqNo" | "meterStart" | "meterLast"
  >
> {
  readonly transactionId: string;
  readonly meter?: number;
  readonly seqNo?: number;
}

/** The transactions of all stations; the last ones of each are kept. */
export interface TransactionLog {
  of(identity: string): readonly TransactionRecord[];
  find(identity: string, transactionId: string): TransactionRecord | undefined;
  /** Adds what is new; an unknown transaction begins with it. */
  tell(identity: string, at: string, news: TransactionNews): TransactionRecord;
}

const TRANSACTIONS_KEPT = 1000;
const GAPS_KEPT = 100;

function missingAfter(
  known: Pick<TransactionRecord, "lastSeqNo" | "missingSeqNos">,
  seqNo: number,
): number[] {
  const { lastSeqNo = -1, missingSeqNos } = known;
  if (seqNo <= lastSeqNo) return missingSeqNos.filter((missing) => missing !== seqNo);
  // A made-up number must not make a list of millions.
  const gap = Math.min(seqNo - lastSeqNo - 1, GAPS_KEPT);
  return [...missingSeqNos, ...Array.from({ length: gap }, (_, index) => seqNo - gap + index)].slice(
    -GAPS_KEPT,
  );
}

function withNews(known: TransactionRecord, { seqNo, meter, ...told }: TransactionNews): TransactionRecord {
  return {
    ...known,
    ...told,
    startedAt: known.startedAt,
    ...(meter !== undefined && { meterStart: known.meterStart ?? meter, meterLast: meter }),
    ...(seqNo !== undefined && {
      lastSeqNo: Math.max(seqNo, known.lastSeqNo ?? 0),
      missingSeqNos: missingAfter(known, seqNo),
    }),
  };
}

/** Makes an empty {@link TransactionLog}. */
export function createTransactionLog(): TransactionLog {
  interface Entry {
    record: TransactionRecord;
  }
  const stations = new Map<string, BoundedList<Entry>>();
  const entryOf = (identity: string, transactionId: string): Entry | undefined =>
    stations.get(identity)?.items.findLast((entry) => entry.record.transactionId === transactionId);
  return {
    of: (identity) => (stations.get(identity)?.items ?? []).map((entry) => entry.record),
    find: (identity, transactionId) => entryOf(identity, transactionId)?.record,
    tell(identity, at, news) {
      const { transactionId } = news;
      let entry = entryOf(identity, transactionId);
      if (!entry) {
        entry = {
          record: { transactionId, startedAt: news.startedAt ?? at, missingSeqNos: [], totalCost: 0 },
        };
        const kept = stations.get(identity) ?? createBoundedList<Entry>(TRANSACTIONS_KEPT);
        stations.set(identity, kept);
        kept.add(entry);
      }
      entry.record = withNews(entry.record, news);
      return entry.record;
    },
  };
}
