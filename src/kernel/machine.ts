import {
  createActor,
  type AnyActorScope,
  type AnyStateMachine,
  type EventFrom,
  type ExecutableActionsFrom,
  type SnapshotFrom,
} from "xstate";

/** A state machine without input that is stepped by hand: no actor, no timers, nothing that has to be stopped. */
export interface Stepper<M extends AnyStateMachine> {
  /** The state before the first event, and what is to be done on entering it. */
  readonly initial: SnapshotFrom<M>;
  /** The state after an event, and what is to be done. Pure: it does nothing itself. */
  step(snapshot: SnapshotFrom<M>, event: EventFrom<M>): [SnapshotFrom<M>, ExecutableActionsFrom<M>[]];
}

/**
 * Makes the steps of a machine. They are those of XState's own `transition`, which however makes an actor for
 * every step; here all steps of all stations share one that never runs.
 */
export function createStepper<M extends AnyStateMachine>(machine: M): Stepper<M> {
  const self = createActor(machine);
  const nothing = (): void => undefined;
  const scope: Omit<AnyActorScope, "actionExecutor"> = {
    self,
    system: self.system,
    id: "",
    sessionId: "",
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
  };
  return {
    initial: self.getSnapshot() as SnapshotFrom<M>,
    step(snapshot, event) {
      const actions: ExecutableActionsFrom<M>[] = [];
      const actionExecutor = (action: ExecutableActionsFrom<M>): void => void actions.push(action);
      const next = machine.transition(snapshot, event, { ...scope, actionExecutor } as AnyActorScope);
      return [next as SnapshotFrom<M>, actions];
    },
  };
}
