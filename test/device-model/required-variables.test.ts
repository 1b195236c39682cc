import required from "./required-variables.json" with { type: "json" };
import type { ComponentId, DeviceModelLayout } from "../../src/device-model/index.js";
import { deviceModelOf, duo, rapid } from "./station-under-test.js";

const places = (layout: DeviceModelLayout, place: string): (ComponentId["evse"] | undefined)[] => {
  if (place === "station") return [undefined];
  return layout.evses.flatMap(({ id, connectors }) =>
    place === "evse" ? [{ id }] : connectors.map((connector) => ({ id, connectorId: connector.id })),
  );
};

describe.each([
  ["two sockets", duo],
  ["two plugs on fixed cables", rapid],
])("B07.FR.08 a station of %s has every required variable with a value", (_, layout) => {
  const model = deviceModelOf({ layout });

  test.each(required)(
    "$component.$variable $instance ($source)",
    ({ component, variable, instance, place }) => {
      for (const evse of places(layout, place)) {
        const got = model.get(
          { name: component, ...(evse && { evse }) },
          { name: variable, ...(instance !== undefined && { instance }) },
          "Actual",
        );
        expect(got.status).toBe(variable === "BasicAuthPassword" ? "Rejected" : "Accepted");
        const unset = variable === "FileTransferProtocols" || variable === "TxEndedMeasurands";
        if (got.status === "Accepted" && !unset) expect(got.value).not.toBe("");
      }
    },
  );

  test("2.13.7 EVSE.Power tells what the EVSE can deliver at most", () => {
    expect(model.describe("EVSE@1.Power")?.characteristics.maxLimit).toBe(layout === duo ? 22_080 : 50_000);
  });

  test("every list has the values it may take, and holds only those", () => {
    for (const { characteristics, attributes } of model.reports()) {
      if (!characteristics.dataType.endsWith("List")) continue;
      expect(characteristics.valuesList?.length).toBeGreaterThan(0);
      for (const { value = "" } of attributes) {
        for (const element of value === "" ? [] : value.split(",")) {
          expect(characteristics.valuesList).toContain(element);
        }
      }
    }
  });
});
