import { useMemo, useState } from "preact/hooks";
import type { Variable } from "../api/types.js";
import { useResource } from "../parts/use-resource.js";
import { componentName, groupedByComponent, matching } from "./variables.js";
import { VariableDetail } from "./variable-detail.js";

/** Components, variables, attributes and monitors. */
export function DeviceModelView() {
  const { value: variables, refresh } = useResource<readonly Variable[]>("/variables");
  const [text, setText] = useState("");
  const [component, setComponent] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const found = useMemo(() => matching(variables ?? [], text), [variables, text]);
  const groups = useMemo(() => groupedByComponent(found), [found]);
  const [firstGroup] = groups;
  const chosen = groups.find(({ name }) => name === component) ?? firstGroup;
  const detail = variables?.find((variable) => variable.path === path);
  if (!variables) return <p class="muted">Asking the station…</p>;
  return (
    <div class="device-model">
      <div class="toolbar" role="search">
        <input
          type="search"
          aria-label="Search variables"
          placeholder="Search components, variables, values"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <span class="muted" role="status">
          {found.length} of {variables.length} variables
        </span>
      </div>
      <nav class="components" aria-label="Components">
        <ul>
          {groups.map(({ name, variables: own }) => (
            <li key={name}>
              <button aria-pressed={name === chosen?.name} onClick={() => setComponent(name)}>
                {name} <span class="muted">{own.length}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div class="variables">
        {chosen && (
          <table>
            <caption>{chosen.name}</caption>
            <thead>
              <tr>
                <th scope="col">Variable</th>
                <th scope="col">Value</th>
                <th scope="col">Unit</th>
                <th scope="col">Access</th>
                <th scope="col">Monitors</th>
              </tr>
            </thead>
            <tbody>
              {chosen.variables.map((variable) => (
                <Row
                  key={variable.path}
                  variable={variable}
                  chosen={variable.path === path}
                  choose={setPath}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      {detail && (
        <VariableDetail
          key={detail.path}
          variable={detail}
          close={() => setPath(null)}
          changed={refresh}
          title={`${componentName(detail)}.${detail.variable.name}`}
        />
      )}
    </div>
  );
}

interface RowProps {
  readonly variable: Variable;
  readonly chosen: boolean;
  readonly choose: (path: string) => void;
}

function Row({ variable, chosen, choose }: RowProps) {
  const { path, variable: id, characteristics, attributes, monitors } = variable;
  const [actual] = attributes;
  return (
    <tr class={chosen ? "chosen" : ""}>
      <th scope="row">
        <button class="link" onClick={() => choose(path)}>
          {id.name}
          {id.instance !== undefined && `[${id.instance}]`}
        </button>
      </th>
      <td class="value">{actual?.mutability === "WriteOnly" ? "••••" : (actual?.value ?? <i>unset</i>)}</td>
      <td>{characteristics.unit ?? ""}</td>
      <td>{actual?.mutability}</td>
      <td>{monitors.length > 0 ? monitors.length : ""}</td>
    </tr>
  );
}
