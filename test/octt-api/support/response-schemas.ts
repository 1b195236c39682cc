import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { loadDocument, type Operation } from "../../../src/octt-api/openapi-document.js";

const document = loadDocument();
const ajv = addFormats.default(new Ajv2020({ allowUnionTypes: true }));
ajv.addVocabulary(Object.keys(document.openApi));
ajv.addSchema(document.openApi, "api");

/** The operation as the file describes it. */
export function operation(operationId: string): Operation {
  const found = document.operations.find(({ definition }) => definition.operationId === operationId);
  if (!found) throw new Error(`the file does not describe ${operationId}`);
  return found;
}

export const operations = document.operations;

/** What the file's schema of that answer finds wrong with it; `null` if nothing. */
export function faultsOf(operationId: string, status: number, body: unknown): unknown {
  const { path, method, definition } = operation(operationId);
  const response = definition.responses[status];
  if (!response) return `${operationId} does not describe ${status}`;
  const pointer = response.$ref ?? `#/paths/${path.replaceAll("/", "~1")}/${method}/responses/${status}`;
  const validate = ajv.compile({ $ref: `api${pointer}/content/application~1json/schema` });
  return validate(body) ? null : validate.errors;
}
