import { createEventReader } from "../../src/console/api/event-reader.js";

test("events are cut out of the text however it is torn", () => {
  const text =
    'retry: 1000\n\nid: 7\nevent: state\ndata: {"a":": b"}\n\n:\n\nid: 8\nevent: ocpp\ndata: {"seq":1}\n\n';
  const read = createEventReader();
  const events = [...text].flatMap((letter) => read(letter));
  expect(events).toEqual([
    { id: "7", event: "state", data: { a: ": b" } },
    { id: "8", event: "ocpp", data: { seq: 1 } },
  ]);
  expect(createEventReader()(text)).toEqual(events);
});
