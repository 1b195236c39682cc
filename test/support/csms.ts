import { Milliseconds, Minutes, createSeededRandom, createSilentLogger } from "../../src/kernel/index.js";
import {
  callError,
  createCsmsPeer,
  createTokenList,
  createTransactionLog,
  drawDialogue,
  honestOcpp16,
  honestOcpp2,
  type CallOutcome,
  type Note,
  type PeerStation,
  type RecordedFrame,
} from "../../src/sandbox-csms/index.js";
import type { FakeCsms, FakeCsmsOptions, Patience, Payload } from "./csms-interface.js";
import { createInbox, describePattern, mismatch, type Pattern } from "./inbox.js";
import { createScriptedAnswers } from "./scripted-answers.js";
import { driveFor, driveUntil, settleIo, type Stage } from "./settle-io.js";
import { loadValidators } from "../../src/protocol/index.js";

export type { FakeCsms, FakeCsmsOptions } from "./csms-interface.js";

/** Starts a {@link FakeCsms} on a free port of the loopback. */
export async function fakeCsms(options: FakeCsmsOptions): Promise<FakeCsms> {
  const {
    clock,
    version = "ocpp2.0.1",
    authenticate,
    heartbeatInterval = 300,
    within = Minutes(1),
  } = options;
  const logger = options.logger ?? createSilentLogger();
  const tokens = createTokenList();
  const records = {
    tokens,
    transactions: createTransactionLog(),
    issuedTokens: new Set<string>(),
    logger,
    heartbeatInterval,
  };
  const scripted = createScriptedAnswers();
  const peer = await createCsmsPeer({
    host: "127.0.0.1",
    port: 0,
    clock,
    logger,
    random: createSeededRandom(1),
    validators: loadValidators,
    behaviours: [...honestOcpp2(records), ...honestOcpp16(records), scripted.behaviour],
    versions: typeof version === "string" ? [version] : version,
    ...(authenticate && { authenticate }),
  });

  const start = clock.now();
  const inbox = createInbox();
  // Every start raises one (A04); only the tests about it ask.
  inbox.ignore({ action: "SecurityEventNotification" });
  const dialogue: (RecordedFrame | Note)[] = [];
  const problems: string[] = [];
  const announced: Pattern[] = [];
  const messageIds = new Set<string>();
  let identity = "station";
  let lastOutcome: { readonly action: string; readonly outcome: CallOutcome } | undefined;
  let finished = false;
  const stage: Stage = { clock, activity: () => peer.activity };

  peer.events.on("connected", (event) => {
    identity = event.identity;
    dialogue.push({ at: clock.now(), note: `connected, ${event.version}` });
  });
  peer.events.on("disconnected", ({ code }) =>
    dialogue.push({ at: clock.now(), note: `disconnected, ${code}` }),
  );
  peer.events.on("problem", ({ description }) => problems.push(description));
  peer.events.on("frame", ({ frame }) => {
    dialogue.push(frame);
    const { direction, messageType, messageId, action, payload, at } = frame;
    if (direction !== "received" || action === undefined) return;
    if (messageType !== "CALL" && messageType !== "SEND") return;
    if (messageIds.has(messageId)) problems.push(`message id ${messageId} was used before (OCPP-J 4.1.4)`);
    messageIds.add(messageId);
    inbox.add({ at, action, payload: payload as Payload });
  });

  const drawing = (): string => drawDialogue(dialogue, { station: identity, start });
  const failure = (...sentences: readonly string[]): Error => {
    const timers = clock.pending();
    return new Error(
      [...sentences, "", `Timers: ${timers.length > 0 ? timers.join(", ") : "none"}`, "", drawing()].join(
        "\n",
      ),
    );
  };
  const leftOver = (since?: number): string[] =>
    inbox.unexpected(since).map(({ action, payload }) => `unexpected: ${action} ${JSON.stringify(payload)}`);
  const connection = (): PeerStation => {
    const station = peer.stations().findLast((candidate) => candidate.connected);
    if (!station) throw failure("No station is connected.");
    return station;
  };
  const waitFor = async (
    what: string,
    { within: span = within }: Patience,
    condition: () => boolean,
  ): Promise<void> => {
    if (await driveUntil(stage, span, condition)) return;
    throw failure(`${what} within ${span / 1000} s: it did not.`, ...leftOver());
  };

  const expectOne = async (
    pattern: Pattern,
    patience: Patience = {},
  ): Promise<{ position: number; payload: Payload }> => {
    let found: ReturnType<typeof inbox.take>;
    const came = await driveUntil(
      stage,
      patience.within ?? within,
      () => (found = inbox.take(pattern)) !== undefined,
    );
    if (came && found) return found;
    throw failure(
      `Expected ${describePattern(pattern)} within ${(patience.within ?? within) / 1000} s: it did not come.`,
      ...(inbox.nearMiss(pattern)?.split("\n") ?? []),
      ...leftOver(),
    );
  };

  const ask = async (
    action: string,
    payload: unknown,
    { within: span = within }: Patience = {},
  ): Promise<CallOutcome> => {
    let outcome: CallOutcome | undefined;
    void connection()
      .call(action, payload, span)
      .then((result) => (outcome = result));
    await driveUntil(stage, Milliseconds(span + 1), () => outcome !== undefined);
    lastOutcome = { action, outcome: outcome ?? { kind: "timeout" } };
    return lastOutcome.outcome;
  };

  const finish = async (): Promise<void> => {
    if (finished) return;
    finished = true;
    await settleIo(stage.activity);
    const neverCame = announced.filter((pattern) => !inbox.take(pattern));
    const faults = [
      ...problems,
      ...neverCame.map((pattern) => `announced, but never came: ${describePattern(pattern)}`),
      ...scripted.unused().map((action) => `answer prepared, but never asked for: ${action}`),
      ...leftOver(),
    ];
    const error = faults.length > 0 ? failure("The dialogue is not as the test says.", ...faults) : undefined;
    await peer.stop();
    if (error) throw error;
  };

  return {
    url: peer.url,
    peer,
    tokens,
    station: {
      answers(match) {
        if (!lastOutcome) throw failure("The CSMS has asked nothing yet.");
        const { action, outcome } = lastOutcome;
        if (outcome.kind !== "response")
          throw failure(`${action} got no response: ${JSON.stringify(outcome)}`);
        const reason = mismatch(outcome.payload, match);
        if (reason !== null) throw failure(`The response to ${action} is another one.`, reason);
      },
      refuses(code) {
        const outcome = lastOutcome?.outcome;
        if (outcome?.kind === "callError" && outcome.code === code) return;
        throw failure(`Expected a CALLERROR ${code}, got ${JSON.stringify(outcome)}`);
      },
      get connection() {
        return connection();
      },
    },
    connects: (patience = {}) =>
      waitFor("A station should connect", patience, () => peer.stations().some(({ connected }) => connected)),
    disconnects: (patience = {}) =>
      waitFor("The station should disconnect", patience, () =>
        peer.stations().every(({ connected }) => !connected),
      ),
    async sends(action, payload, patience) {
      const validators = await peer.validatorsFor(connection().version);
      const violation = validators.validateRequest(action, payload);
      if (violation) throw failure(`The test sends a wrong ${action}: ${violation.description}`);
      const outcome = await ask(action, payload, patience);
      if (outcome.kind === "response") return outcome.payload;
      throw failure(`${action} got no response: ${JSON.stringify(outcome)}`);
    },
    asks: ask,
    expects: async (action, match, patience) => (await expectOne({ action, match }, patience)).payload,
    async expectsInOrder(...patterns) {
      const found: { position: number; payload: Payload }[] = [];
      for (const [action, match] of patterns) {
        const next = await expectOne({ action, match });
        const previous = found.at(-1);
        if (previous && next.position < previous.position) {
          throw failure(`${describePattern({ action, match })} came too early.`);
        }
        found.push(next);
      }
      return found.map(({ payload }) => payload);
    },
    announces: (action, match) => void announced.push({ action, match }),
    ignores(...patterns) {
      for (const pattern of patterns) {
        inbox.ignore(
          typeof pattern === "string" ? { action: pattern } : { action: pattern[0], match: pattern[1] },
        );
      }
    },
    answers: (action, answer) => scripted.set(action, answer),
    answersNext: (action, answer) => scripted.queue(action, answer),
    refuses: (action, code, description = "") => scripted.queue(action, callError(code, description)),
    async goesOffline() {
      peer.setDoor({ kind: "unreachable" });
      for (const station of peer.stations()) station.drop();
      await settleIo(stage.activity);
    },
    comesBack: () => peer.setDoor({ kind: "open" }),
    async quiet(span) {
      await settleIo(stage.activity);
      const before = inbox.length;
      await driveFor(stage, span);
      const heard = leftOver(before);
      if (heard.length > 0) throw failure(`The station should be quiet for ${span / 1000} s.`, ...heard);
    },
    waits: (span) => driveFor(stage, span),
    settles: () => settleIo(stage.activity),
    drawing,
    done: finish,
    [Symbol.asyncDispose]: finish,
  };
}
