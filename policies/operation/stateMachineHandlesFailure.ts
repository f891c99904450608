import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { flag } from "../support/setting.ts";
import { isObject, list, type Plain, plain, type PlainObject, undecided } from "../things/plain.ts";

const settings = {
  requireCatch: flag("Demand a Catch of each task, or of what encloses it.", true),
  requireRetry: flag("Demand a Retry of each task, or of what encloses it.", true),
};

/** What of `Catch` and `Retry` an enclosing state has already. */
interface Handled {
  readonly Catch: boolean;
  readonly Retry: boolean;
}

/** A task that handles too little: its path, and what is missing. */
interface Unhandled extends Handled {
  readonly task: string;
}

/** State machines of Step Functions get over failures, or tell of them. */
export const stateMachineHandlesFailure = govern({
  name: "state-machine-handles-failure",
  description:
    "Each task of a state machine of Step Functions, or a Map or Parallel that encloses it, has a Retry and a Catch.",
  why: "Any call may be throttled: without a Retry a run breaks off half-way, and without a Catch nobody is told.",
  severity: "medium",
  topics: ["operation"],
  controls: [],
  remediationSteps: "Give each Task state a Retry and a Catch.",
  url: "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html",
  settings,
  each: {
    stateMachine: (machine, { requireCatch, requireRetry }, report) => {
      const { definition } = machine.fields;
      const read = typeof definition === "string" ? parse(definition) : definition;
      if (read === undecided || definition === undefined) return;
      if (read === undefined || !isObject(read)) {
        report(machine, {
          wrong: "the definition of the state machine cannot be read",
          got: "no JSON object",
          todo: "write it in the Amazon States Language, as JSON",
        });
        return;
      }
      for (const name of ["Retry", "Catch"] as const) {
        if (!(name === "Catch" ? requireCatch : requireRetry)) continue;
        const tasks = unhandledIn(read, "", { Catch: false, Retry: false }, 0)
          .filter((one) => !one[name])
          .map(({ task }) => task);
        if (tasks.length === 0) continue;
        report(machine, {
          wrong: `tasks of the state machine have no ${name}`,
          got: show(tasks),
          todo: `give each of them a ${name}`,
        });
      }
    },
  },
});

function parse(definition: string): Plain {
  try {
    return plain(JSON.parse(definition));
  } catch {
    return undefined;
  }
}

const depthLimit = 20;

function unhandledIn(
  machine: PlainObject,
  path: string,
  outer: Handled,
  depth: number,
): readonly Unhandled[] {
  const states = valueOf(machine, "States");
  if (states === undefined || !isObject(states) || depth > depthLimit) return [];
  return Object.entries(states).flatMap(([name, state]) => {
    if (state === undefined || !isObject(state)) return [];
    const handled = {
      Catch: outer.Catch || isGiven(valueOf(state, "Catch")),
      Retry: outer.Retry || isGiven(valueOf(state, "Retry")),
    };
    const own = path + name;
    const machines: readonly Plain[] = [
      ...list(valueOf(state, "Branches")),
      valueOf(state, "Iterator"),
      valueOf(state, "ItemProcessor"),
    ];
    const inner = machines.flatMap((one) =>
      one !== undefined && isObject(one) ? unhandledIn(one, `${own}/`, handled, depth + 1) : [],
    );
    const isTask = valueOf(state, "Type") === "Task" && !(handled.Catch && handled.Retry);
    return isTask ? [{ task: own, ...handled }, ...inner] : inner;
  });
}

function isGiven(handlers: Plain): boolean {
  return handlers === undecided || list(handlers).length > 0;
}

/** A field of the States Language; CloudFormation's own keys are in lower camel case here. */
function valueOf(object: PlainObject, name: string): Plain {
  return object[name] ?? object[name.charAt(0).toLowerCase() + name.slice(1)];
}
