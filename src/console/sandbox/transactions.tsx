import { useEffect, useState } from "preact/hooks";
import { useValue } from "../live/value.js";
import { usePage } from "../page-context.js";
import { dateTime, rounded } from "../parts/format.js";
import { Table } from "../parts/table.js";

interface Transaction {
  readonly transactionId: string;
  readonly evseId?: number;
  readonly idToken?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly stoppedReason?: string;
  readonly chargingState?: string;
  readonly meterStart?: number;
  readonly meterLast?: number;
  readonly missingSeqNos: readonly number[];
  readonly totalCost: number;
}

/** The transactions as the sandbox CSMS knows them, the newest first. */
export function Transactions({ identity }: { readonly identity: string }) {
  const { csms, live } = usePage();
  const exchanges = useValue(live.exchanges);
  const [rows, setRows] = useState<readonly Transaction[] | null>(null);
  useEffect(() => {
    const path = `/stations/${encodeURIComponent(identity)}/transactions`;
    csms.get<readonly Transaction[]>(path).then(
      (told) => setRows([...told].reverse()),
      () => setRows([]),
    );
  }, [csms, identity, exchanges]);
  return (
    <section aria-labelledby="transactions">
      <h2 id="transactions">Transactions</h2>
      <Table
        title="Transactions, the newest first"
        rows={rows}
        empty="There was none yet."
        keyOf={({ transactionId }) => transactionId}
        columns={[
          ["Transaction", ({ transactionId }) => <code>{transactionId}</code>],
          ["EVSE", ({ evseId }) => evseId ?? ""],
          ["idToken", ({ idToken }) => idToken ?? ""],
          ["Started (UTC)", ({ startedAt }) => dateTime(startedAt)],
          [
            "State",
            ({ endedAt, stoppedReason, chargingState }) =>
              endedAt ? `ended, ${stoppedReason ?? "Local"}` : chargingState,
          ],
          [
            "kWh",
            ({ meterStart = 0, meterLast = meterStart }) => rounded((meterLast - meterStart) / 1_000, 3),
          ],
          ["Cost", ({ totalCost }) => totalCost.toFixed(2)],
          ["Missing", ({ missingSeqNos }) => missingSeqNos.join(", ")],
        ]}
      />
    </section>
  );
}
