/** Writes the TypeScript types of one version. */
import { compile } from "json-schema-to-typescript";

/**
 * @param {{ messages: string }} version
 * @param {Awaited<ReturnType<typeof import("./schemas.mjs").readSchemas>>} schemas
 * @returns {Promise<string>} a module that exports every message, class and enumeration, and a map of the actions
 */
export async function typesOf(version, { messages, definitions, actions }) {
  const properties = {};
  for (const [action, { request, response }] of actions) {
    properties[action] = {
      type: "object",
      additionalProperties: false,
      required: ["request", "response"],
      properties: {
        request: { $ref: `#/definitions/${request}` },
        // A SEND has no response.
        response: response ? { $ref: `#/definitions/${response}` } : { tsType: "never" },
      },
    };
  }
  const all = {
    type: "object",
    description: "Every action with the types of its request and its response.",
    additionalProperties: false,
    required: [...actions.keys()],
    properties,
    definitions: Object.fromEntries([...messages, ...definitions]),
  };
  return compile(all, version.messages, {
    bannerComment:
      "/* Made by scripts/generate-protocol.mjs from the schemas of OCPP; change these, not this. */",
    // Arrays as tuples would demand a length from every caller; the validators know the limits.
    ignoreMinAndMaxItems: true,
    format: false,
    declareExternallyReferenced: true,
  });
}
