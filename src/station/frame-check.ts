import type { TracedFrame } from "../csms-link/index.js";
import { loadValidators, type MessageValidators, type OcppVersion } from "../protocol/index.js";

/** Says what is wrong with a frame by its schema, for those who look on. */
export interface FrameCheck {
  /** Loads what is needed, which takes a moment the first time in a process; until then nothing is found wrong. */
  prepare(version: OcppVersion): void;
  /** The violation in a sentence, or `null`. */
  faultOf(frame: TracedFrame, version: OcppVersion): string | null;
}

/** Makes a {@link FrameCheck}. It works only when somebody looks. */
export function createFrameCheck(): FrameCheck {
  const loaded = new Map<OcppVersion, MessageValidators | null>();
  return {
    prepare(version) {
      if (loaded.has(version)) return;
      loaded.set(version, null);
      loadValidators(version).then(
        (validators) => loaded.set(version, validators),
        () => loaded.delete(version),
      );
    },
    faultOf({ messageType, action, payload }, version) {
      const validators = loaded.get(version);
      if (!validators || action === undefined) return null;
      switch (messageType) {
        case "CALL":
          return validators.validateRequest(action, payload)?.description ?? null;
        case "CALLRESULT":
          return validators.validateResponse(action, payload)?.description ?? null;
        case "CALLERROR":
          return null;
      }
    },
  };
}
