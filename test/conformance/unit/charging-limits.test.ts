import type { HttpCall } from "../../../src/conformance/tester/http-calls.js";
import { octtTester } from "../../../src/conformance/tester/octt-tester.js";
import { stationApiTester } from "../../../src/conformance/tester/station-api-tester.js";

/** A call that notes what it is asked to do. */
function recorder(): { readonly calls: HttpCall[]; readonly call: (call: HttpCall) => Promise<string> } {
  const calls: HttpCall[] = [];
  return {
    calls,
    call(call) {
      calls.push(call);
      return Promise.resolve("");
    },
  };
}

const SUT = "http://station:8080";

test("the station API sets and releases the limit of an external system", async () => {
  const { calls, call } = recorder();
  const tester = stationApiTester(call, `${SUT}/octt/v1`, "secret");
  await tester.setChargingLimit(0, { unit: "A", limit: 10 });
  await tester.releaseChargingLimit(0);
  const headers = { Authorization: "Bearer secret" };
  expect(calls).toEqual([
    {
      url: `${SUT}/octt/v1/charging-limit`,
      body: { evseId: 0, source: "EMS", unit: "A", limit: 10 },
      headers,
    },
    { url: `${SUT}/octt/v1/charging-limit?evseId=0&source=EMS`, method: "DELETE", headers },
  ]);
});

test.each([
  ["W", 4140, "4140"],
  ["A", 6.5, "6.5A"],
] as const)("the OCTT's own calls say a limit in %s as %s: %s", async (unit, limit, text) => {
  const { calls, call } = recorder();
  const tester = octtTester(call, { sut: SUT, ev: null });
  await tester.setChargingLimit(2, { unit, limit });
  await tester.releaseChargingLimit(2);
  expect(calls.map(({ url }) => url)).toEqual([
    `${SUT}/api/v1/state?evse_id=2&charging_limit=${text}`,
    `${SUT}/api/v1/state?evse_id=2&charging_limit=`,
  ]);
});
