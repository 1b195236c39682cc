import { Seconds, type Clock, type Timer } from "../../../kernel/index.js";

/** Who wants to be called once a second. */
export interface Ticking {
  tick(): void;
}

/** Calls its members once a second, by one timer that runs only while there are any. */
export interface EverySecond {
  add(member: Ticking): void;
  remove(member: Ticking): void;
}

/** @param onError told what a member threw; the others are called all the same */
export function createEverySecond(clock: Clock, onError: (error: unknown) => void): EverySecond {
  const members = new Set<Ticking>();
  let timer: Timer | null = null;
  const tick = (): void => {
    for (const member of [...members]) {
      try {
        member.tick();
      } catch (error) {
        onError(error);
      }
    }
  };
  return {
    add(member) {
      members.add(member);
      timer ??= clock.every("monitors of readings", Seconds(1), tick);
    },
    remove(member) {
      if (!members.delete(member) || members.size > 0) return;
      timer?.cancel();
      timer = null;
    },
  };
}
