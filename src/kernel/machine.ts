import {
  createActor,
  type AnyActorScope,
  type AnyStateMachine,
  type EventFrom,
  type SnapshotFrom,
} from "xstate";

/** A state machine without input that is stepped by hand: no actor, no timers, nothing that has to be stopped. */
export interface Stepper<M extends AnyStateMachine> {
  /** The state before the first event. */
  readonly initial: SnapshotFrom<M>;
  /** The state after an event, and the names of the actions that are to be carried out. It does nothing itself. */
  step(snapshot: SnapshotFrom<M>, event: EventFrom<M>): Step<M>;
}

/** What comes of an event. */
export type Step<M extends AnyStateMachine> = readonly [state: SnapshotFrom<M>, actions: readonly string[]];

/**
 * Makes the steps of a machine, for all stations of the process. XState's own `transition` makes an actor for
 * every step; here one that never runs serves them all. And a chart without context is a finite table: each of
 * its steps is worked out once and looked up from then on. So its events may carry flags, but no data.
 */
export function createStepper<M extends AnyStateMachine>(machine: M): Stepper<M> {
  const self = createActor(machine);
  const initial = self.getSnapshot() as SnapshotFrom<M>;
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
  const workOut = (snapshot: SnapshotFrom<M>, event: EventFrom<M>): Step<M> => {
    const actions: string[] = [];
    const actionExecutor = ({ type }: { type: string }): void => void actions.push(type);
    const next = machine.transition(snapshot, event, { ...scope, actionExecutor } as AnyActorScope);
    return [next as SnapshotFrom<M>, actions];
  };

  const table = new Map<string, Step<M>>();
  const keys = new WeakMap<object, string>();
  const keyOf = (snapshot: SnapshotFrom<M>): string => {
    const key = keys.get(snapshot) ?? stateKey(snapshot);
    keys.set(snapshot, key);
    return key;
  };
  const lookUp = (snapshot: SnapshotFrom<M>, event: EventFrom<M>): Step<M> => {
    const key = `${keyOf(snapshot)} ${JSON.stringify(event)}`;
    const known = table.get(key) ?? workOut(snapshot, event);
    table.set(key, known);
    return known;
  };
  const { context } = initial as SnapshotFrom<AnyStateMachine>;
  return { initial, step: Object.keys(context).length === 0 ? lookUp : workOut };
}

/** A state is what is active, and for its history states what was active. */
function stateKey({ value, historyValue }: SnapshotFrom<AnyStateMachine>): string {
  const history = Object.entries(historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id)]);
  return JSON.stringify(history.length === 0 ? value : [value, history]);
}
