import { loadOwnVariants } from "../../src/conformance/index.js";
import { declaredBy, deriveStatement } from "../../src/pics/index.js";
import { loadConfiguration, loadSharedDefinitions, surveyStation } from "../../src/station/index.js";

const definitions = loadSharedDefinitions();

const variants = (["ocpp2.0.1", "ocpp1.6"] as const).flatMap((version) =>
  loadOwnVariants(version).map((variant) => [version, variant.name, variant] as const),
);

describe("what a variant of the suite declares is what its station would", () => {
  test.each(variants)("%s %s", async (version, _name, { station, declared, test: { securityProfile } }) => {
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
      declaredBy(deriveStatement(survey, version)),
    );
    const { [`SP-${securityProfile}`]: _active, ...expected } = declared;
    expect(derived).toEqual(expected);
  });
});
