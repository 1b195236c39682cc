import type { Variable } from "../api/types.js";

/** The variables of a component. */
export interface ComponentGroup {
  readonly name: string;
  readonly variables: readonly Variable[];
}

/** `Connector[instance] 1.2`, as people read it. */
export function componentName({ component: { name, instance, evse } }: Variable): string {
  const place = evse ? ` ${[evse.id, evse.connectorId].filter((id) => id !== undefined).join(".")}` : "";
  return `${name}${instance === undefined ? "" : `[${instance}]`}${place}`;
}

export function groupedByComponent(variables: readonly Variable[]): ComponentGroup[] {
  const groups = new Map<string, Variable[]>();
  for (const variable of variables) {
    const name = componentName(variable);
    groups.set(name, [...(groups.get(name) ?? []), variable]);
  }
  return [...groups]
    .map(([name, own]) => ({ name, variables: own }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Those in which each word occurs: in the path, or in a value. */
export function matching(variables: readonly Variable[], text: string): readonly Variable[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return variables;
  return variables.filter(({ path, attributes }) => {
    const all = [path, ...attributes.map(({ value }) => value ?? "")].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
