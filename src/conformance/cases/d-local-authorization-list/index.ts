import type { CaseTools } from "../../case-tools.js";
import { testCase, type TestCase } from "../../case.js";
import { sendLocalList } from "../../states/memory-states.js";

const MANDATORY = { LocalAuthListManagement: "M" } as const;
const VALID = { status: "Accepted" };

/** The list is used. */
async function usesList({ variables }: CaseTools): Promise<void> {
  await variables.setIfImplemented("LocalAuthListCtrlr.Enabled", true);
}

/** The list is used, and has the valid token. */
async function hasList(tools: CaseTools): Promise<void> {
  await usesList(tools);
  await tools.memory.idTokenLocalAuthList();
}

/** The station says that its list has that version. */
async function tellsVersion({ csms }: CaseTools, versionNumber: number): Promise<void> {
  await csms.ask("GetLocalListVersion", {}, { versionNumber });
}

/** The list is updated so, and has that version afterwards. */
async function takes(tools: CaseTools, ...update: Parameters<typeof sendLocalList>): Promise<void> {
  await tools.csms.ask("SendLocalList", sendLocalList(...update), { status: "Accepted" });
  const [, version] = update;
  await tellsVersion(tools, version);
}

/** Block D, Local Authorization List Management. */
export const LOCAL_LIST_CASES: readonly TestCase[] = [
  testCase("TC_D_01_CS", "Send Local Authorization List - Full", MANDATORY, async (tools) => {
    const { localListVersion, validIdToken } = tools.configured;
    await usesList(tools);
    await takes(tools, "Full", localListVersion, [[validIdToken, VALID]]);
  }),

  testCase("TC_D_02_CS", "Send Local Authorization List - Differential Update", MANDATORY, async (tools) => {
    const { localListVersion, secondIdToken } = tools.configured;
    await hasList(tools);
    await takes(tools, "Differential", localListVersion + 1, [[secondIdToken, VALID]]);
  }),

  testCase("TC_D_03_CS", "Send Local Authorization List - Differential Remove", MANDATORY, async (tools) => {
    const { localListVersion, validIdToken } = tools.configured;
    await hasList(tools);
    await takes(tools, "Differential", localListVersion + 1, [[validIdToken]]);
  }),

  testCase("TC_D_04_CS", "Send Local Authorization List - Full with empty list", MANDATORY, async (tools) => {
    await hasList(tools);
    await takes(tools, "Full", tools.configured.localListVersion, []);
  }),

  testCase(
    "TC_D_05_CS",
    "Send Local Authorization List - Differential with empty list",
    MANDATORY,
    async (tools) => {
      await hasList(tools);
      await takes(tools, "Differential", tools.configured.localListVersion + 1, []);
    },
  ),

  testCase("TC_D_06_CS", "Send Local Authorization List - VersionMismatch", MANDATORY, async (tools) => {
    const { localListVersion, secondIdToken } = tools.configured;
    await hasList(tools);
    const late = sendLocalList("Differential", localListVersion - 1, [[secondIdToken, VALID]]);
    await tools.csms.ask("SendLocalList", late, { status: "VersionMismatch" });
    await tellsVersion(tools, localListVersion);
  }),

  testCase(
    "TC_D_07_CS",
    "Send Local Authorization List - Persistent over reboot",
    MANDATORY,
    async (tools) => {
      await hasList(tools);
      await tools.state.booted();
      await tellsVersion(tools, tools.configured.localListVersion);
    },
  ),

  testCase("TC_D_08_CS", "Get Local List Version - Success", MANDATORY, async (tools) => {
    await hasList(tools);
    await tellsVersion(tools, tools.configured.localListVersion);
  }),

  testCase("TC_D_10_CS", "Get Local List Version - Function disabled", MANDATORY, async (tools) => {
    await tools.variables.setIfImplemented("LocalAuthListCtrlr.Enabled", false);
    await tellsVersion(tools, 0);
  }),
];
