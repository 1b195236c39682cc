import type { ComponentChildren } from "preact";

interface TableProps<T> {
  readonly title: string;
  /** `null` until the station has answered. */
  readonly rows: readonly T[] | null;
  readonly empty: string;
  readonly keyOf: (row: T) => string | number;
  readonly columns: readonly (readonly [title: string, cell: (row: T) => ComponentChildren])[];
}

/** A table of what the station has told. */
export function Table<T>({ title, rows, empty, keyOf, columns }: TableProps<T>) {
  if (!rows) return <p class="muted">Asking the station…</p>;
  if (rows.length === 0) return <p class="muted">{empty}</p>;
  return (
    <div class="table">
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            {columns.map(([name]) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(([name, cell]) => (
                <td key={name}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
