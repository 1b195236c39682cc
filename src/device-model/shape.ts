import { isIdentityFact, isLiveFact } from "./definitions.js";
import type {
  AttributeDefinition,
  ComponentDefinition,
  IdentityFact,
  LiveFact,
  VariableDefinition,
} from "./definitions.js";
import type {
  AttributeType,
  ComponentId,
  Mutability,
  VariableCharacteristics,
  VariableId,
} from "./interface.js";
import { holds, layoutFact, placesOf, type Place, type StationLayout } from "./layout.js";
import { canonicalPath } from "./path.js";

/**
 * What all stations of one layout have in common: which variables exist and their defaults. Made once, shared,
 * never changed; a station keeps only the values that differ.
 */
export interface Shape {
  readonly slots: readonly VariableSlot[];
  /** Components in a stable order, each with its variables. */
  readonly components: readonly ComponentSlot[];
  /** By canonical path and by the same in lower case: names are case-insensitive. */
  readonly byPath: ReadonlyMap<string, VariableSlot>;
  /** By lower-case name: instances and places of one component. */
  readonly byName: ReadonlyMap<string, readonly ComponentSlot[]>;
}

export interface ComponentSlot {
  readonly id: ComponentId;
  readonly variables: readonly VariableSlot[];
}

/** One variable at one place. */
export interface VariableSlot {
  readonly path: string;
  readonly component: ComponentId;
  readonly variable: VariableId;
  readonly characteristics: VariableCharacteristics;
  readonly pattern?: RegExp;
  readonly rebootRequired: boolean;
  readonly attributes: readonly AttributeSlot[];
  readonly actual: AttributeSlot | undefined;
}

export interface AttributeSlot {
  /** Number of this attribute among all of the shape. */
  readonly index: number;
  /** Key of its row in the store: the path, followed by `#` and the type where that is not Actual. */
  readonly key: string;
  readonly variable: VariableSlot;
  readonly type: AttributeType;
  readonly mutability: Mutability;
  readonly persistent: boolean;
  readonly constant: boolean;
  readonly default: string | undefined;
  /** Where the default comes from that differs between stations. */
  readonly identityFact: IdentityFact | undefined;
  readonly liveFact: LiveFact | undefined;
}

/** Works out the shape of all stations of one layout. */
export function createShape(definitions: readonly ComponentDefinition[], layout: StationLayout): Shape {
  const slots: VariableSlot[] = [];
  const components: ComponentSlot[] = [];
  const byPath = new Map<string, VariableSlot>();
  const byName = new Map<string, ComponentSlot[]>();
  let attributes = 0;

  for (const definition of definitions) {
    for (const place of placesOf(layout, definition.scope)) {
      if (!holds(definition.when, place)) continue;
      for (const instance of definition.instances ?? [undefined]) {
        const id: ComponentId = {
          name: definition.name,
          ...(instance !== undefined && { instance }),
          ...(place.evse && { evse: place.evse }),
        };
        const variables = definition.variables
          .filter((variable) => holds(variable.when, place))
          .map((variable) => {
            const slot = variableSlot(id, variable, place, attributes);
            attributes += slot.attributes.length;
            return slot;
          });
        const component = { id, variables };
        components.push(component);
        const name = id.name.toLowerCase();
        byName.set(name, [...(byName.get(name) ?? []), component]);
        for (const slot of variables) {
          slots.push(slot);
          byPath.set(slot.path, slot);
          byPath.set(slot.path.toLowerCase(), slot);
        }
      }
    }
  }
  return { slots, components, byPath, byName };
}

function variableSlot(
  component: ComponentId,
  definition: VariableDefinition,
  place: Place,
  firstIndex: number,
): VariableSlot {
  const { maxLimitFrom, ...characteristics } = definition.characteristics;
  const variable: VariableId = {
    name: definition.name,
    ...(definition.instance !== undefined && { instance: definition.instance }),
  };
  const path = canonicalPath(component, variable);
  const attributes: AttributeSlot[] = [];
  const slot: VariableSlot & { actual: AttributeSlot | undefined } = {
    path,
    component,
    variable,
    characteristics: {
      ...characteristics,
      ...(maxLimitFrom && { maxLimit: Number(layoutFact(maxLimitFrom, place)) }),
    },
    ...(definition.pattern !== undefined && { pattern: new RegExp(definition.pattern) }),
    rebootRequired: definition.rebootRequired === true,
    attributes,
    actual: undefined,
  };
  definition.attributes.forEach((attribute, at) => {
    attributes.push(attributeSlot(slot, attribute, place, firstIndex + at));
  });
  slot.actual = attributes.find((attribute) => attribute.type === "Actual");
  return slot;
}

function attributeSlot(
  variable: VariableSlot,
  { type, mutability, persistent, constant, value, from }: AttributeDefinition,
  place: Place,
  index: number,
): AttributeSlot {
  const identityFact = isIdentityFact(from) ? from : undefined;
  const liveFact = isLiveFact(from) ? from : undefined;
  const fromLayout =
    from !== undefined && !isIdentityFact(from) && !isLiveFact(from) ? layoutFact(from, place) : undefined;
  return {
    index,
    key: type === "Actual" ? variable.path : `${variable.path}#${type}`,
    variable,
    type,
    mutability,
    persistent,
    constant,
    default: fromLayout ?? value,
    identityFact,
    liveFact,
  };
}
