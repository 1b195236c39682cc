import fc from "fast-check";
import {
  encodeCall,
  encodeCallError,
  encodeCallResult,
  encodeCallResultError,
  encodeSend,
  parseFrame,
} from "../../src/protocol/index.js";

const longestId = "x".repeat(36);

describe("reading frames", () => {
  test("reads a CALL", () => {
    expect(parseFrame('[2,"17","Heartbeat",{}]')).toEqual({
      messageType: "CALL",
      messageId: "17",
      action: "Heartbeat",
      payload: {},
    });
  });

  test("reads a CALLRESULT", () => {
    const frame = parseFrame('[3,"17",{"status":"Accepted"}]');
    expect(frame).toEqual({ messageType: "CALLRESULT", messageId: "17", payload: { status: "Accepted" } });
  });

  test("reads a CALLERROR, also without description and details", () => {
    const whole = parseFrame('[4,"17","NotSupported","no display",{"a":1}]');
    expect(whole).toEqual({
      messageType: "CALLERROR",
      messageId: "17",
      errorCode: "NotSupported",
      errorDescription: "no display",
      errorDetails: { a: 1 },
    });
    expect(parseFrame('[4,"17","SomethingNew"]')).toMatchObject({
      errorCode: "SomethingNew",
      errorDescription: "",
    });
  });

  test("reads CALLRESULTERROR and SEND in 2.1", () => {
    expect(parseFrame('[5,"17","FormatViolation","",{}]', "ocpp2.1")).toMatchObject({
      messageType: "CALLRESULTERROR",
      messageId: "17",
    });
    expect(parseFrame('[6,"17","NotifyPeriodicEventStream",{"id":1}]', "ocpp2.1")).toEqual({
      messageType: "SEND",
      messageId: "17",
      action: "NotifyPeriodicEventStream",
      payload: { id: 1 },
    });
  });

  test("takes null for an empty payload", () => {
    expect(parseFrame('[2,"17","Heartbeat",null]')).toMatchObject({ payload: {} });
    expect(parseFrame('[3,"17",null]')).toMatchObject({ payload: {} });
  });

  test("takes a messageId of 36 characters", () => {
    expect(parseFrame(`[2,"${longestId}","Heartbeat",{}]`)).toMatchObject({ messageId: longestId });
  });
});

describe("answering what is no frame", () => {
  test.each([
    ["no JSON", "{", "-1", "RpcFrameworkError"],
    ["nothing", "", "-1", "RpcFrameworkError"],
    ["no array", '{"messageTypeId":2}', "-1", "RpcFrameworkError"],
    ["an empty array", "[]", "-1", "RpcFrameworkError"],
    ["a message type in quotes", '["2","17","Heartbeat",{}]', "17", "RpcFrameworkError"],
    ["an unknown message type", '[7,"17","Heartbeat",{}]', "17", "MessageTypeNotSupported"],
    ["a negative message type", "[-2]", "-1", "MessageTypeNotSupported"],
    ["a CALL with a number as messageId", '[2,17,"Heartbeat",{}]', "-1", "RpcFrameworkError"],
    ["a CALL with a too long messageId", `[2,"${longestId}x","Heartbeat",{}]`, "-1", "RpcFrameworkError"],
    ["a CALL without a messageId", "[2]", "-1", "RpcFrameworkError"],
    ["a CALL without a payload", '[2,"17","Heartbeat"]', "17", "RpcFrameworkError"],
    ["a CALL with too much", '[2,"17","Heartbeat",{},{}]', "17", "RpcFrameworkError"],
    ["a CALL whose action is no string", '[2,"17",5,{}]', "17", "RpcFrameworkError"],
    ["a CALL whose payload is an array", '[2,"17","Heartbeat",[]]', "17", "FormatViolation"],
    ["a CALL whose payload is a string", '[2,"17","Heartbeat","{}"]', "17", "FormatViolation"],
  ])("%s", (_what, text, messageId, code) => {
    const frame = parseFrame(text, "ocpp2.0.1");
    expect(frame).toMatchObject({ messageType: "malformed", answer: { messageId, code } });
  });

  test.each(["ocpp1.6", "ocpp2.0.1"] as const)(
    "the message types of 2.1 are not supported in %s",
    (version) => {
      for (const text of ['[5,"17","GenericError","",{}]', '[6,"17","NotifyPeriodicEventStream",{}]']) {
        expect(parseFrame(text, version)).toMatchObject({
          answer: { messageId: "17", code: "MessageTypeNotSupported" },
        });
      }
    },
  );

  test.each([
    ["a CALLRESULT without payload", '[3,"17"]', "17"],
    ["a CALLRESULT with an array", '[3,"17",[]]', "17"],
    ["a CALLRESULT without messageId", "[3]", null],
    ["a CALLERROR without code", '[4,"17"]', "17"],
    ["a CALLERROR with a number as code", '[4,"17",404,"",{}]', "17"],
    ["a SEND without payload", '[6,"17","NotifyPeriodicEventStream"]', "17"],
  ])("%s is met with silence, because it is no request", (_what, text, messageId) => {
    expect(parseFrame(text, "ocpp2.1")).toMatchObject({ messageType: "malformed", messageId, answer: null });
  });

  test("a payload nested too deeply is refused, however deep", () => {
    for (const depth of [101, 1_000_000]) {
      const payload = `{"customData":${"[".repeat(depth)}${"]".repeat(depth)}}`;
      expect(parseFrame(`[2,"17","Heartbeat",${payload}]`)).toMatchObject({
        answer: { code: "FormatViolation" },
      });
    }
  });

  test("brackets in a text are no depth", () => {
    const frame = parseFrame(JSON.stringify([2, "17", "DataTransfer", { vendorId: '\\"[{'.repeat(200) }]));
    expect(frame.messageType).toBe("CALL");
  });

  test("a large message is read", () => {
    const data = "x".repeat(5_000_000);
    expect(parseFrame(encodeCall("17", "DataTransfer", { vendorId: "v", data }))).toMatchObject({
      payload: { data },
    });
  });

  test("no text makes it throw, and no answer is longer than allowed", () => {
    const almostFrames = fc
      .array(fc.oneof(fc.integer({ min: 1, max: 7 }), fc.string(), fc.jsonValue()), { maxLength: 6 })
      .map((elements) => JSON.stringify(elements));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), almostFrames), (text) => {
        const frame = parseFrame(text);
        if (frame.messageType !== "malformed" || frame.answer === null) return;
        expect(frame.answer.messageId.length).toBeLessThanOrEqual(36);
        expect(frame.answer.description.length).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe("writing frames", () => {
  test("what is written can be read", () => {
    const ids = fc.string({ maxLength: 36 });
    fc.assert(
      fc.property(
        ids,
        fc.string(),
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })),
        (id, action, payload) => {
          // As it looks after a journey through JSON, where -0 becomes 0.
          const arrived = JSON.parse(JSON.stringify(payload)) as object;
          const call = parseFrame(encodeCall(id, action, payload));
          expect(call).toEqual({ messageType: "CALL", messageId: id, action, payload: arrived });
          const send = parseFrame(encodeSend(id, action, payload), "ocpp2.1");
          expect(send).toEqual({ messageType: "SEND", messageId: id, action, payload: arrived });
          const result = parseFrame(encodeCallResult(id, payload));
          expect(result).toEqual({ messageType: "CALLRESULT", messageId: id, payload: arrived });
        },
      ),
    );
  });

  test("a CALLERROR has five elements, with empty details where there are none", () => {
    const text = encodeCallError("17", "NotSupported", "", "ocpp2.0.1");
    expect(text).toBe('[4,"17","NotSupported","",{}]');
    expect(encodeCallResultError("17", "FormatViolation", "?")).toBe('[5,"17","FormatViolation","?",{}]');
  });

  test("a description is cut at 255 characters, not through a character", () => {
    const [, , , description] = JSON.parse(
      encodeCallError("17", "GenericError", `${"x".repeat(253)}😀${"x".repeat(50)}`, "ocpp2.0.1"),
    ) as [number, string, string, string];
    expect(description).toBe(`${"x".repeat(253)}…`);
  });

  test("1.6 spells the codes in its own way", () => {
    const codeIn16 = (code: Parameters<typeof encodeCallError>[1]) =>
      (JSON.parse(encodeCallError("17", code, "", "ocpp1.6")) as string[])[2];
    expect(codeIn16("OccurrenceConstraintViolation")).toBe("OccurenceConstraintViolation");
    expect(codeIn16("FormatViolation")).toBe("FormationViolation");
    expect(codeIn16("RpcFrameworkError")).toBe("FormationViolation");
    expect(codeIn16("MessageTypeNotSupported")).toBe("GenericError");
    expect(codeIn16("NotImplemented")).toBe("NotImplemented");
  });
});
