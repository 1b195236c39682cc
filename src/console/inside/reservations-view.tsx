import type { Reservation } from "../api/types.js";
import { dateTime } from "../parts/format.js";
import { useResource } from "../parts/use-resource.js";
import { Table } from "../parts/table.js";

/** The reservations that wait for their drivers. */
export function ReservationsView() {
  const { value } = useResource<readonly Reservation[]>("/reservations");
  return (
    <Table
      title="Reservations"
      rows={value}
      empty="Nothing is reserved."
      keyOf={({ id }) => id}
      columns={[
        ["Id", ({ id }) => id],
        ["idToken", ({ idToken }) => <code>{idToken}</code>],
        ["Group", ({ groupIdToken }) => groupIdToken ?? ""],
        ["What", ({ evseId, connectorType }) => placeOf(evseId, connectorType)],
        ["Until (UTC)", ({ expiresAt }) => dateTime(expiresAt)],
      ]}
    />
  );
}

function placeOf(evseId: number | undefined, connectorType: string | undefined): string {
  const what = [evseId !== undefined && `EVSE ${evseId}`, connectorType].filter(Boolean).join(", ");
  return what || "any EVSE";
}
