import {
  createEvCertificates,
  type EvCertificateOrder,
} from "../../../src/blocks/m-certificate-management/index.js";
import { CallFailed } from "../../../src/csms-link/index.js";
import type { EvCertificateAnswer } from "../../../src/hardware/index.js";
import { createManualClock, createSilentLogger, Milliseconds } from "../../../src/kernel/index.js";
import { iso15118DeviceModel } from "../../support/device-model.js";

const REQUEST = {
  action: "Install",
  schemaVersion: "urn:iso:15118:2:2013:MsgDef",
  exiRequest: "gA==",
} as const;
const FAILED = { accepted: false, exiResponse: "" };

function bench(answer: (order: EvCertificateOrder) => Promise<EvCertificateAnswer>) {
  const clock = createManualClock();
  const deviceModel = iso15118DeviceModel();
  const asked: EvCertificateOrder[] = [];
  const state = { online: true };
  const certificates = createEvCertificates({
    port: {
      evCertificate(order) {
        asked.push(order);
        return answer(order);
      },
    },
    online: () => state.online,
    ...{ deviceModel, clock, logger: createSilentLogger() },
  });
  return { clock, deviceModel, asked, state, certificates };
}

test.each(["Install", "Update"] as const)(
  "M01.FR.01, M02.FR.01: a request to %s goes to the CSMS as it is, and its answer to the EV",
  async (action) => {
    const answer = { accepted: true, exiResponse: "gQ==" };
    const { certificates, asked, clock } = bench(() => Promise.resolve(answer));
    expect(await certificates.obtain({ ...REQUEST, action })).toEqual(answer);
    expect(asked).toEqual([{ ...REQUEST, action }]);
    expect(clock.pending()).toEqual([]);
  },
);

test("what the CSMS says with a failure goes to the EV too", async () => {
  const answer = { accepted: false, exiResponse: "gQ==" };
  const { certificates } = bench(() => Promise.resolve(answer));
  expect(await certificates.obtain(REQUEST)).toEqual(answer);
});

test("the EV, which waits 5 s, is told of a failure before them", async () => {
  let late: (answer: EvCertificateAnswer) => void = () => undefined;
  const { certificates, clock } = bench(() => new Promise((resolve) => (late = resolve)));
  const told: EvCertificateAnswer[] = [];
  const obtaining = certificates.obtain(REQUEST).then((answer) => told.push(answer));
  await clock.advance(Milliseconds(4_499));
  expect(told).toEqual([]);
  await clock.advance(Milliseconds(1));
  await obtaining;
  expect(told).toEqual([FAILED]);
  late({ accepted: true, exiResponse: "gQ==" });
  await clock.advance(Milliseconds(10_000));
  expect(told).toEqual([FAILED]);
});

test("offline, or where it is not enabled, the EV is told of the failure at once", async () => {
  const { certificates, asked, state, deviceModel } = bench(() => Promise.resolve(FAILED));
  state.online = false;
  expect(await certificates.obtain(REQUEST)).toEqual(FAILED);
  state.online = true;
  deviceModel.update("ISO15118Ctrlr.ContractCertificateInstallationEnabled", false);
  expect(await certificates.obtain(REQUEST)).toEqual(FAILED);
  expect(asked).toEqual([]);
});

test("a CSMS that answers by an error, or not at all, is a failure", async () => {
  const error = { kind: "rpcError", code: "NotImplemented", description: "" } as const;
  const { certificates } = bench(() => Promise.reject(new CallFailed("Get15118EVCertificate", error)));
  expect(await certificates.obtain(REQUEST)).toEqual(FAILED);
});
