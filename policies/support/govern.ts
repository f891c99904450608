import type { ResourceValidation, ResourceValidationArgs, StackValidation } from "@pulumi/policy";
import { isSelected } from "../general/selection.ts";
import { readThings } from "../things/readThings.ts";
import { indexStack, indexThings, type Stack } from "../things/stack.ts";
import type { Thing, ThingKind } from "../things/thing.ts";
import { type Exemption, exempt, findExemption, findInvalid, findWhole } from "./exemption.ts";
import { formatViolation, type Violation } from "./formatViolation.ts";
import type { GovernancePolicy } from "./governancePolicy.ts";
import { noteProvider, run } from "./run.ts";
import { type ConfigOf, configOf, findUnknownSettings, type Settings } from "./setting.ts";

/** Says what is wrong with a thing. */
export type Report = (thing: Thing, violation: Violation) => void;

/** Judges one thing. */
export type Each<S extends Settings> = (thing: Thing, config: ConfigOf<S>, report: Report) => void;

/** What a policy is made of. */
export interface Definition<S extends Settings> extends Omit<
  GovernancePolicy,
  "configSchema" | "enforcementLevel" | "validateResource" | "validateStack"
> {
  readonly settings: S;
  /** Judges a thing by its kind, as soon as it is declared: before it is made. */
  readonly each?: Partial<Record<ThingKind, Each<S>>>;
  /**
   * Judges things together: those of each resource as soon as it is declared, before it is made (`isWhole` is then false), and those of the
   * whole stack at the end of a preview, and once more when an update is done.
   */
  readonly together?: (stack: Stack, config: ConfigOf<S>, report: Report) => void;
}

/** The most violations that one policy says of one resource, or of one stack. */
const violationLimit = 50;

/**
 * Makes a policy of its parts. Every policy has the setting `exempt`, says at most {@link violationLimit} things at once, and takes part
 * in what a run tells of itself (see `toldExemptions`).
 */
export function govern<S extends Settings>(definition: Definition<S>): GovernancePolicy {
  const { settings, each = {}, together, ...described } = definition;
  const { name } = definition;
  const all = { ...settings, exempt };
  const kinds = Object.keys(each) as ThingKind[];

  const validateResource: ResourceValidation = (args, report) => {
    run.declared.add(args.urn);
    noteProvider(args.provider);
    const isFirst = !run.asked.has(name);
    run.asked.add(name);
    if (!isSelected(policy, run.selection)) leave(args, `${name} is not selected`);
    const wrong = isFirst && together === undefined ? judgeConfig(name, all, args) : [];
    for (const message of wrong) report(message);
    const stack = run.resource.get(args.urn, name, () =>
      indexThings(readThings(args, run), { isWhole: false, declared: new Set() }),
    );
    const judged = stack.of(...kinds);
    if (judged.length === 0 && together === undefined) {
      if (wrong.length > 0) return;
      leave(args, `${name} has nothing to say of ${args.type}`);
    }
    const config = configOf(all, args) as ConfigOf<S> & { exempt: readonly Exemption[] };
    const said = together === undefined ? undefined : saidOf(name);
    const say = reporter(name, config.exempt, (thing, violation) => {
      const message = formatViolation(thing.name, violation);
      said?.add(`${thing.urn} ${message}`);
      report(message);
    });
    for (const thing of judged) each[thing.kind]?.(thing, config, say);
    together?.(stack, config, say);
  };

  const validateStack: StackValidation = ({ resources, ...args }, report) => {
    if (!isSelected(policy, run.selection)) return;
    const key = resources.map(({ urn }) => urn).join("\n");
    const stack = run.stack.get(key, name, () => indexStack(resources, run.declared));
    const config = configOf(all, args) as ConfigOf<S> & { exempt: readonly Exemption[] };
    for (const message of judgeConfig(name, all, args)) report(message);
    const said = saidOf(name);
    const say = reporter(name, config.exempt, (thing, violation) => {
      const message = formatViolation(thing.name, violation);
      if (!said.has(`${thing.urn} ${message}`)) report(message, thing.urn.split("#")[0]);
    });
    together?.(stack, config, say);
    said.clear();
  };

  const policy: GovernancePolicy = {
    ...described,
    enforcementLevel: "mandatory",
    configSchema: { properties: all },
    validateResource,
    // The host makes a copy of the whole stack for each policy that it asks of it, which takes longer than all judging.
    ...(together !== undefined && { validateStack }),
  };
  return policy;
}

/** What is wrong with what was configured, a sentence each; exemptions of all that the policy judges are noted. */
function judgeConfig(
  policy: string,
  settings: Settings,
  args: { getConfig(): object },
): readonly string[] {
  const { exempt: exemptions } = configOf(settings, args) as { exempt: readonly Exemption[] };
  for (const exemption of findWhole(exemptions, today(), longestExemption())) {
    run.exempted.push({ policy, thing: "anything", exemption });
  }
  return [
    ...findUnknownSettings(policy, settings, args),
    ...findInvalid(exemptions, today(), longestExemption()).map(
      (invalid) => `${invalid}; correct ${policy}.exempt in the configuration, or remove it`,
    ),
  ];
}

/** What the policy has said of single resources in this run, so that it is not said of the stack once more. */
function saidOf(policy: string): Set<string> {
  const known = run.said.get(policy) ?? new Set<string>();
  run.said.set(policy, known);
  return known;
}

/**
 * Says that a policy does not apply. The SDK throws an error for that, which nobody sees: made without a stack trace, thousands of
 * resources take half the time.
 */
function leave(args: ResourceValidationArgs, reason: string): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return args.notApplicable(reason);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Today in UTC, as exemptions write days. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** See `selection`. */
function longestExemption(): number {
  return run.selection?.longestExemption ?? 0;
}

function reporter(policy: string, exemptions: readonly Exemption[], say: Report): Report {
  let said = 0;
  return (thing, violation) => {
    const exemption = findExemption(exemptions, thing, today(), longestExemption());
    if (exemption !== undefined) {
      run.exempted.push({ policy, thing: thing.name, exemption });
      return;
    }
    said += 1;
    if (said > violationLimit) return;
    const more = said === violationLimit ? "; there is more that is not listed" : "";
    say(thing, { ...violation, todo: violation.todo + more });
  };
}
