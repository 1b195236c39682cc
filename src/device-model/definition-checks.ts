import { ConfigurationError } from "../kernel/index.js";
import type { ComponentDefinition } from "./definitions.js";

const SCOPES = ["station", "evse", "connector"];
const DATA_TYPES = [
  "string",
  "decimal",
  "integer",
  "dateTime",
  "boolean",
  "OptionList",
  "SequenceList",
  "MemberList",
];
const ATTRIBUTE_TYPES = ["Actual", "Target", "MinSet", "MaxSet"];
const MUTABILITIES = ["ReadOnly", "WriteOnly", "ReadWrite"];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Checks what the station relies on when it starts. The schema beside the data says more and is held against
 * every file by the tests; compiling it at each start would cost too much.
 * @throws ConfigurationError naming the file and the place in it
 */
export function asComponentDefinition(data: unknown, file: string): ComponentDefinition {
  const fail = (place: string, allowed: string): never => {
    throw new ConfigurationError(`${file}${place}`, allowed);
  };
  const oneOf = (value: unknown, allowed: readonly string[], place: string): void => {
    if (typeof value !== "string" || !allowed.includes(value))
      fail(place, `must be one of ${allowed.join(", ")}`);
  };

  if (!isFields(data)) return fail("", "must be a JSON object");
  if (typeof data["name"] !== "string" || data["name"] === "") fail("/name", "must be the component's name");
  if (file !== `${String(data["name"])}.json`) fail("/name", "must be the name of the file");
  oneOf(data["scope"], SCOPES, "/scope");
  const variables = data["variables"];
  if (!Array.isArray(variables) || variables.length === 0)
    return fail("/variables", "must be a list of variables");
  variables.forEach((variable: unknown, index) => {
    const place = `/variables/${index}`;
    if (!isFields(variable)) return fail(place, "must be an object");
    if (typeof variable["name"] !== "string" || variable["name"] === "")
      fail(`${place}/name`, "must be a name");
    const characteristics = variable["characteristics"];
    if (!isFields(characteristics)) return fail(`${place}/characteristics`, "must be an object");
    oneOf(characteristics["dataType"], DATA_TYPES, `${place}/characteristics/dataType`);
    const isList = String(characteristics["dataType"]).endsWith("List");
    if (isList && !Array.isArray(characteristics["valuesList"])) {
      fail(`${place}/characteristics/valuesList`, "must be a list, as the data type is one");
    }
    const attributes = variable["attributes"];
    if (!Array.isArray(attributes) || attributes.length === 0) {
      return fail(`${place}/attributes`, "must be a list of attributes");
    }
    attributes.forEach((attribute: unknown, at) => {
      if (!isFields(attribute)) return fail(`${place}/attributes/${at}`, "must be an object");
      oneOf(attribute["type"], ATTRIBUTE_TYPES, `${place}/attributes/${at}/type`);
      oneOf(attribute["mutability"], MUTABILITIES, `${place}/attributes/${at}/mutability`);
    });
  });
  return data as unknown as ComponentDefinition;
}
