import type { ConnectorLayout, EvseLayout } from "../../hardware/index.js";
import { ConfigurationError } from "../../kernel/index.js";
import type { ocpp201 } from "../../protocol/index.js";
import { above, flag, integer, list, oneOf, optional, section, withDefault, type Rule } from "./rules.js";

/** ConnectorEnumType of OCPP 2.0.1; a record, so that the compiler misses no name. */
const CONNECTOR_TYPES: Readonly<Record<ocpp201.ConnectorEnumType, true>> = {
  cCCS1: true,
  cCCS2: true,
  cG105: true,
  cTesla: true,
  cType1: true,
  cType2: true,
  "s309-1P-16A": true,
  "s309-1P-32A": true,
  "s309-3P-16A": true,
  "s309-3P-32A": true,
  sBS1361: true,
  "sCEE-7-7": true,
  sType2: true,
  sType3: true,
  Other1PhMax16A: true,
  Other1PhOver16A: true,
  Other3Ph: true,
  Pan: true,
  wInductive: true,
  wResonant: true,
  Undetermined: true,
  Unknown: true,
};

/** The nominal voltage by which the current of a DC connector follows from its power. */
const DC_VOLTAGE = 400;

const connectorFields = section({
  id: integer(1, 100),
  type: oneOf(...(Object.keys(CONNECTOR_TYPES) as ocpp201.ConnectorEnumType[])),
  cable: optional(oneOf("fixed", "detachable")),
  phases: withDefault(oneOf(1, 2, 3), 3),
  maxCurrent: optional(above(0, 1_000)),
  dc: withDefault(flag, false),
  maxPower: optional(above(0, 10_000_000)),
  accessLock: withDefault(flag, false),
});

/** A connector. Where the cable is not named, it is what the type says: `c…` has one, `s…` is a socket. */
const connector: Rule<ConnectorLayout> = {
  read: (found, key) => {
    const { cable, maxCurrent, maxPower, accessLock, ...rest } = connectorFields.read(found, key);
    if (rest.dc && maxPower === undefined) {
      throw new ConfigurationError(`${key}.maxPower`, "is missing; a dc connector needs its rating in watts");
    }
    return {
      ...rest,
      cable: cable ?? (rest.type.startsWith("s") ? "detachable" : "fixed"),
      maxCurrent: maxCurrent ?? (rest.dc && maxPower ? Math.ceil(maxPower / DC_VOLTAGE) : 32),
      ...(maxPower !== undefined && { maxPower }),
      ...(accessLock && { accessLock }),
    };
  },
};

/** The EVSEs of a station in the order of their ids. */
export const evses: Rule<readonly EvseLayout[]> = numbered(
  section({
    id: integer(1, 100),
    parkingBaySensor: withDefault(flag, false),
    signingMeter: optional(flag),
    iso15118: optional(flag),
    connectors: numbered(connector),
  }),
);

/** A list whose elements have the ids 1 to n; comes out sorted. */
function numbered<T extends { readonly id: number }>(element: Rule<T>): Rule<readonly T[]> {
  const elements = list(element);
  return {
    read: (found, key) => {
      const read = elements.read(found, key);
      const sorted = [...read].sort((a, b) => a.id - b.id);
      if (sorted.some(({ id }, index) => id !== index + 1)) {
        const given = read.map(({ id }) => id).join(", ");
        throw new ConfigurationError(key, `must have the ids 1 to ${read.length}, each once, not ${given}`);
      }
      return sorted;
    },
  };
}
