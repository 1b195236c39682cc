import fc from "fast-check";
import { createConnectionPlan, type Attempt } from "../../../src/blocks/b-provisioning/index.js";

interface Setting {
  readonly priority?: readonly number[];
  readonly attempts?: number;
  readonly lastConnected?: number | null;
  readonly fallbackRoot?: boolean;
  readonly formerCertificate?: boolean;
}

function planOf(setting: Setting) {
  const { priority = [2, 1], attempts = 2, lastConnected = 1 } = setting;
  const plan = createConnectionPlan({
    preferred: () => null,
    priority: () => priority,
    attempts: () => attempts,
    lastConnected: () => lastConnected,
    hasFallbackRoot: () => setting.fallbackRoot ?? false,
    hasFormerCertificate: () => setting.formerCertificate ?? false,
  });
  plan.started();
  /** Slots of the next attempts; `!` behind one that follows at once. */
  const fails = (times: number): string[] =>
    Array.from({ length: times }, () => {
      const { slot } = plan.attempt;
      return `${slot}${plan.attemptFailed("unreachable") ? "!" : ""}`;
    });
  return { plan, fails };
}

test("B10.FR.03, B10.FR.04: after a boot every entry of the list in its order, as often as configured", () => {
  expect(planOf({}).fails(4)).toEqual(["2", "2!", "1", "1"]);
});

test("B10.FR.07, B10.FR.08: when all have failed the last one that worked, and then all entries anew", () => {
  expect(planOf({ attempts: 1 }).fails(7)).toEqual(["2!", "1", "1", "2!", "1", "1", "2!"]);
});

test("B10.FR.09: a station that was never connected goes on trying", () => {
  expect(planOf({ attempts: 1, lastConnected: null }).fails(5)).toEqual(["2!", "1", "2!", "1", "2!"]);
});

test("B10.FR.03 (errata 2025-04): after a lost connection first the profile that was in use", () => {
  const { plan, fails } = planOf({ attempts: 1, lastConnected: 2 });
  plan.opened();
  plan.lost();
  expect(fails(2)).toEqual(["2!", "1"]);
});

test("M05.FR.14: where the same CSMS does not fit the new root, the old one is tried at once", () => {
  const { plan } = planOf({ priority: [1], fallbackRoot: true });
  expect(plan.attempt.root).toBe("current");
  expect(plan.attemptFailed("csmsCertificate")).toBe(true);
  expect(plan.attempt).toMatchObject({ slot: 1, root: "fallback" });
  expect(plan.attemptFailed("csmsCertificate")).toBe(false);
  expect(plan.attempt.root).toBe("current");
});

test("M05.FR.15: another CSMS is held against the new root only", () => {
  const { plan } = planOf({ fallbackRoot: true, attempts: 1 });
  expect(plan.attemptFailed("csmsCertificate")).toBe(true);
  expect(plan.attempt).toMatchObject({ slot: 1, root: "current" });
  // M05.FR.16: back at the old profile, the old root serves.
  expect(plan.attemptFailed("csmsCertificate")).toBe(true);
  expect(plan.attempt).toMatchObject({ slot: 1, root: "fallback" });
});

test("A02.FR.28: when nothing is reached with the new certificate, the former one is shown", () => {
  const { plan, fails } = planOf({ attempts: 1, formerCertificate: true });
  expect(plan.attempt.certificate).toBe("current");
  fails(2);
  expect(plan.attempt).toMatchObject({ slot: 1, certificate: "former" });
  fails(1);
  expect(plan.attempt).toMatchObject({ slot: 2, certificate: "current" });
});

test("whatever fails, every entry is tried again and again, and a round never goes on without a wait", () => {
  const setting = fc.record({
    priority: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    attempts: fc.integer({ min: 0, max: 3 }),
    lastConnected: fc.option(fc.integer({ min: 1, max: 4 })),
    fallbackRoot: fc.boolean(),
    formerCertificate: fc.boolean(),
  });
  const failures = fc.array(fc.constantFrom("unreachable", "csmsCertificate", "authentication"), {
    minLength: 80,
    maxLength: 80,
  });
  fc.assert(
    fc.property(setting, failures, (given, reasons) => {
      const { plan } = planOf(given);
      const seen = new Set<number>();
      let withoutWait = 0;
      for (const reason of reasons) {
        const { slot }: Attempt = plan.attempt;
        expect(given.priority).toContain(slot);
        seen.add(slot);
        withoutWait = plan.attemptFailed(reason) ? withoutWait + 1 : 0;
        expect(withoutWait).toBeLessThanOrEqual(given.priority.length * 2);
      }
      expect([...seen].sort()).toEqual([...given.priority].sort());
    }),
  );
});
