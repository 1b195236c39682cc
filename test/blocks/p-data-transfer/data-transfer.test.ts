import { dataTransferHandlers, sendDataTransfer } from "../../../src/blocks/p-data-transfer/index.js";
import { fakeLink } from "../../support/availability-doubles.js";

const handlers = dataTransferHandlers({
  "org.example": {
    ping: (data) => ({ status: "Accepted", data }),
    "": () => ({ status: "Rejected" }),
  },
  "org.example.strict": { ping: () => ({ status: "Accepted" }) },
});
const serve = (request: object): unknown =>
  (handlers["DataTransfer"] as unknown as (request: object) => unknown)(request);

test.each([
  [
    "P01.FR.05 P02.FR.06 an unknown vendor",
    { vendorId: "org.other", data: "x" },
    { status: "UnknownVendorId" },
  ],
  ["P01.FR.05 P02.FR.06 the name of a built-in", { vendorId: "toString" }, { status: "UnknownVendorId" }],
  [
    "P01.FR.06 P02.FR.07 an unknown message",
    { vendorId: "org.example", messageId: "pong" },
    { status: "UnknownMessageId" },
  ],
  [
    "P01.FR.06 P02.FR.07 no message where one is needed",
    { vendorId: "org.example.strict" },
    { status: "UnknownMessageId" },
  ],
  [
    "P01.FR.07 P02.FR.08 a known message",
    { vendorId: "org.example", messageId: "ping", data: "x" },
    { status: "Accepted", data: "x" },
  ],
  ["P01.FR.03 P02.FR.04 a request without messageId", { vendorId: "org.example" }, { status: "Rejected" }],
])("%s", (_name, request, response) => {
  expect(serve(request)).toEqual({ response });
});

test("P02 the station's own data is sent as it is, and the answer given back", async () => {
  const link = fakeLink();
  link.answer = { status: "Accepted", data: "y" };
  const message = { vendorId: "org.example", messageId: "ping", data: "x" };
  await expect(sendDataTransfer(link, message)).resolves.toEqual({ status: "Accepted", data: "y" });
  expect(link.taken()).toEqual([{ action: "DataTransfer", payload: message, instructed: false }]);
});
