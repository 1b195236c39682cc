import type { CertificateInfo } from "../api/types.js";
import { dateTime } from "../parts/format.js";
import { Table } from "../parts/table.js";
import { useResource } from "../parts/use-resource.js";

/** The certificates that the station trusts, and its own. */
export function CertificatesView() {
  const { value } = useResource<readonly CertificateInfo[]>("/certificates", 5_000);
  return (
    <Table
      title="Certificates"
      rows={value}
      empty="No certificate is installed."
      keyOf={({ use, fingerprint, generation }) => `${use}${fingerprint}${generation}`}
      columns={[
        ["Use", ({ use, generation }) => (generation === "former" ? `${use} (former)` : use)],
        ["Subject", ({ subject }) => subject],
        ["Serial number", ({ serialNumber }) => <code>{serialNumber}</code>],
        ["Valid from (UTC)", ({ validFrom }) => dateTime(validFrom)],
        ["until", ({ validTo }) => dateTime(validTo)],
        ["SHA-256", ({ fingerprint }) => <code title={fingerprint}>{fingerprint.slice(0, 16)}…</code>],
      ]}
    />
  );
}
