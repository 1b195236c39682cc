import { loadOwnVariants } from "../../src/conformance/index.js";
import { declaredBy, deriveStatement } from "../../src/pics/index.js";
import { loadConfiguration, loadSharedDefinitions, surveyStation } from "../../src/station/index.js";

const definitions = loadSharedDefinitions();

describe("what a variant of the suite declares is what its station would", () => {
  test.each(loadOwnVariants().map((variant) => [variant.name, variant] as const))(
    "%s",
    async (_name, { station, declared, test: { securityProfile } }) => {
      const tls = securityProfile >= 2;
      const configuration = loadConfiguration({
        flags: Object.entries({
          ...station,
          "csms.url": tls ? "wss://localhost/ocpp" : "ws://localhost/ocpp",
          "csms.securityProfile": securityProfile,
          "csms.basicAuthPassword": "0123456789abcdef",
        }).map(([key, value]) => ({ key, value, origin: "test" })),
      });
      const derived = await surveyStation(configuration, definitions, (survey) =>
        declaredBy(deriveStatement(survey)),
      );
      const { [`SP-${securityProfile}`]: _active, ...expected } = declared;
      expect(derived).toEqual(expected);
    },
  );
});
