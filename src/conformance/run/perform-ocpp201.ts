import { Seconds } from "../../kernel/index.js";
import type { CaseTools } from "../case-tools.js";
import { OCPP_201 } from "../csms/ocpp201-dialect.js";
import { LONGEST_BACK_OFF, type Edition, type Performance, type Stage } from "../edition.js";
import type { Place } from "../pics/pics.js";
import { PROFILES } from "../profiles.js";
import { GENERAL_RULES } from "../rules/rules.js";
import { expectsConnectorStatus } from "../states/connector-status.js";
import { createMemoryStates } from "../states/memory-states.js";
import { createReusableStates } from "../states/reusable-states.js";
import type { StateContext } from "../states/state-context.js";
import { readTxPoints, type TxPoints } from "../states/tx-points.js";
import { createVariables, type Variables } from "../variables.js";
import { tidyUp } from "./tidy-up.js";

/** The cases of OCPP 2.0.1 Part 6. */
export const EDITION_201: Edition = {
  profiles: PROFILES,
  dialect: OCPP_201,
  rules: GENERAL_RULES,
};

/** Performs what is written with the tools of the cases of Part 6. */
export function performOcpp201(stage: Stage, run: (tools: CaseTools) => Promise<void>): Performance {
  const { tools, variables } = createTools(stage);
  return {
    prepare: () => bringAboutPreconditions(stage, variables),
    run: () => run(tools),
    tidyUp: () => tidyUp({ ...tools, tester: stage.impatientTester }, variables),
  };
}

function createTools({ csms, tester, pics, pki, files, identity, password }: Stage): {
  readonly tools: CaseTools;
  readonly variables: Variables;
} {
  const configured = pics.test;
  let known: Promise<TxPoints> | undefined;
  const variables = createVariables(csms, (path) => {
    if (path.startsWith("TxCtrlr.")) known = undefined;
  });
  const read = async (): Promise<TxPoints> =>
    readTxPoints(
      (await variables.get("TxCtrlr.TxStartPoint")) ?? "",
      (await variables.get("TxCtrlr.TxStopPoint")) ?? "",
    );
  const context: StateContext = {
    csms,
    tester,
    configured,
    variables,
    txPoints: () => (known ??= read()),
  };
  const place: Place = { evseId: configured.evseId, connectorId: configured.connectorId };
  const state = createReusableStates(context, place, configured.places);
  const has = (id: string): boolean => pics.declared[id] !== undefined && pics.declared[id] !== false;
  const tools: CaseTools = {
    csms,
    tester,
    state,
    memory: createMemoryStates(context, state, has("AQ-2")),
    variables,
    pics,
    pki,
    files,
    password,
    identity,
    configured,
    place,
    places: configured.places,
    has,
    expectsConnectorStatus: (status, at = place) => expectsConnectorStatus(csms, at, status),
    txPoints: () => context.txPoints(),
  };
  return { tools, variables };
}

/** The station is booted, registered and idle, and tells of itself no more (2.1, general pre-conditions). */
async function bringAboutPreconditions({ csms, pics, fresh }: Stage, variables: Variables): Promise<void> {
  const within = Seconds(pics.test.bootPatience);
  // One that has run before may have waited longer and longer for a CSMS.
  const connects = fresh ? within : Seconds(Math.max(pics.test.bootPatience, LONGEST_BACK_OFF));
  await csms.until(() => csms.connected, "the station did not connect", connects);
  if (fresh) {
    await csms.expects("BootNotification", {}, { within });
    for (const place of pics.test.places) await expectsConnectorStatus(csms, place, "Available", { within });
    await csms.mayExpect("SecurityEventNotification");
  } else {
    // Whatever it has to tell of the time before, it tells now.
    await csms.waits(Seconds(1));
  }
  await variables.setIfImplemented("AuthCtrlr.LocalPreAuthorize", false);
  csms.takesAllHeard();
}
