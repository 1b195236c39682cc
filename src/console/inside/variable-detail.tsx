import { useState } from "preact/hooks";
import type { Variable } from "../api/types.js";
import { useAction } from "../parts/use-action.js";

interface VariableDetailProps {
  readonly variable: Variable;
  readonly title: string;
  readonly close: () => void;
  readonly changed: () => void;
}

/** A variable with all that is known of it; the hardware can be made to show another value. */
export function VariableDetail({ variable, title, close, changed }: VariableDetailProps) {
  const { path, characteristics, attributes, monitors } = variable;
  const { dataType, unit, minLimit, maxLimit, valuesList, supportsMonitoring } = characteristics;
  const facts: [string, string | undefined][] = [
    ["Path", path],
    ["Type", dataType],
    ["Unit", unit],
    ["Limits", limitsOf(minLimit, maxLimit)],
    ["Values", valuesList?.join(", ")],
    ["Monitoring", supportsMonitoring ? "supported" : "not supported"],
  ];
  return (
    <section class="detail" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button class="plain" aria-label="Close" onClick={close}>
          ✕
        </button>
      </header>
      <dl class="rows">
        {facts.map(([name, value]) =>
          value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <h3>Attributes</h3>
      <ul class="attributes">
        {attributes.map(({ type, value, mutability, persistent, constant }) => (
          <li key={type}>
            <b>{type}</b> <code>{mutability === "WriteOnly" ? "••••" : (value ?? "unset")}</code>{" "}
            <span class="muted">
              {[mutability, persistent && "persistent", constant && "constant"].filter(Boolean).join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <SetValue variable={variable} changed={changed} />
      <h3>Monitors</h3>
      {monitors.length === 0 && <p class="muted">None is in force.</p>}
      <ul class="attributes">
        {monitors.map(({ id, type, value, severity, transaction, kind }) => (
          <li key={id}>
            <b>{id}</b> {type} {value}, severity {severity}{" "}
            <span class="muted">
              {kind}
              {transaction && ", during transactions"}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function limitsOf(least: number | undefined, most: number | undefined): string | undefined {
  if (least === undefined && most === undefined) return undefined;
  return `${least ?? "…"} to ${most ?? "…"}`;
}

function SetValue({ variable, changed }: { readonly variable: Variable; readonly changed: () => void }) {
  const act = useAction();
  const [actual] = variable.attributes;
  const [value, setValue] = useState(actual?.value ?? "");
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { component, variable: id } = variable;
    if (await act(`Set ${variable.path}`, "/variable", { component, variable: id, value })) changed();
  };
  const { valuesList, dataType } = variable.characteristics;
  const choices =
    dataType === "boolean" ? ["true", "false"] : dataType === "OptionList" ? valuesList : undefined;
  return (
    <form class="line" onSubmit={(event) => void submit(event)}>
      <label>
        The hardware shows
        {choices ? (
          <select value={value} onChange={({ currentTarget }) => setValue(currentTarget.value)}>
            {choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <input value={value} onInput={({ currentTarget }) => setValue(currentTarget.value)} />
        )}
      </label>
      <button>Set</button>
    </form>
  );
}
