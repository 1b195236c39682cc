import type { StationState } from "../api/types.js";

/** The display as a driver reads it. */
export function DriverDisplay({
  lines,
  powered,
}: {
  readonly lines: StationState["display"];
  readonly powered: boolean;
}) {
  return (
    <div class={`display ${powered ? "" : "dark"}`} role="region" aria-label="Display for the driver">
      <div aria-live="polite">
        {lines.map(({ id, content, priority }, index) => (
          <p key={id ?? `own${index}`} title={priority && `${priority}, message ${id} of the CSMS`}>
            {content}
          </p>
        ))}
        {lines.length === 0 && <p class="blank">{powered ? " " : "(dark)"}</p>}
      </div>
    </div>
  );
}
