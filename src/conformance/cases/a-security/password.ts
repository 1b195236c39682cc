import { testCase } from "../../case.js";
import type { CaseTools } from "../../case-tools.js";
import { oneOf } from "../../expectations/pattern.js";
import { ValidationFailed } from "../../verdict.js";

/** passwordString of OCPP, 16 to 40 characters (errata 2025-02). */
const PASSWORD = /^[A-Za-z0-9*_=:+|@.-]{16,40}$/;
const NEW_PASSWORD = "NewPassword-0123456789";
const SHORT_PASSWORD = "TooShort";

/** The header of the last connection is that of this identity and password. */
function checkAuthorization({ csms, identity }: CaseTools, password: string): void {
  const { authorization = "", path } = csms.handshake;
  const [, encoded = ""] = /^Basic (.+)$/.exec(authorization) ?? [];
  const [name = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  if (name !== identity || !path.endsWith(`/${encodeURIComponent(identity)}`))
    throw new ValidationFailed(`the user name is not the identity at the end of ${path}`);
  const given = rest.join(":");
  if (!PASSWORD.test(given))
    throw new ValidationFailed("the password is no passwordString of 16 to 40 characters");
  if (given !== password) throw new ValidationFailed("the password is not the configured one");
}

const setsPassword = ({ csms }: CaseTools, attributeValue: string, attributeStatus: unknown) =>
  csms.ask(
    "SetVariables",
    {
      setVariableData: [
        { component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" }, attributeValue },
      ],
    },
    { setVariableResult: [{ attributeStatus }] },
  );

export const PASSWORD_CASES = [
  testCase(
    "TC_A_01_CS",
    "Basic Authentication - Valid username/password combination",
    { Core: "SP-1 or SP-2" },
    async (tools) => {
      await tools.state.booted();
      checkAuthorization(tools, tools.password);
    },
  ),

  testCase(
    "TC_A_09_CS",
    "Update Charging Station Password for HTTP Basic Authentication - Accepted",
    { Core: "SP-1 or SP-2" },
    async (tools) => {
      const { csms, state } = tools;
      const before = csms.connections;
      const response = await setsPassword(tools, NEW_PASSWORD, oneOf("Accepted", "RebootRequired"));
      csms.asksForPassword(NEW_PASSWORD);
      const [result] = response["setVariableResult"] as readonly { readonly attributeStatus: string }[];
      if (result?.attributeStatus === "RebootRequired") await state.booted();
      else await csms.expectsNewConnection(before);
      checkAuthorization(tools, NEW_PASSWORD);
      // What was before is brought back for whoever tests next.
      const changed = csms.connections;
      await setsPassword(tools, tools.password, oneOf("Accepted", "RebootRequired"));
      csms.asksForPassword(tools.password);
      if (result?.attributeStatus !== "RebootRequired") await csms.expectsNewConnection(changed);
    },
  ),

  testCase(
    "TC_A_10_CS",
    "Update Charging Station Password for HTTP Basic Authentication - Rejected",
    { Core: "SP-1 or SP-2" },
    async (tools) => {
      await setsPassword(tools, SHORT_PASSWORD, "Rejected");
      await tools.state.booted();
      checkAuthorization(tools, tools.password);
    },
  ),
];
