import { type Plain, undecided } from "./plain.ts";
import { get, make, type Reader } from "./source.ts";

/**
 * The dynamic resources of this program, and what runs beside them.
 *
 * - `guarded`: what is reconciled under a guard; `type`, such as `Roster`, and `inputs`, all of them. A dynamic resource of QuickSight that
 *   has a guard's limits is one, so that those to come are judged as well
 * - `assertions`: of a tenant, what came of them: `count`, `broken` by what is declared, and `standing`, which were broken before
 * - `function`: `runtime`, `name`; `logGroup`: `retention` in days, `name`; `stateMachine`: `definition`
 * - `provider`: `allowed`, accounts that it is bound to, and `assumed`, those of the roles that it assumes
 */
export const governance: Readonly<Record<string, Reader>> = {
  "aws:lambda/function:Function": (source) => [
    make(source, "function", { runtime: get(source, "runtime"), name: get(source, "name") }),
  ],
  "aws:cloudwatch/logGroup:LogGroup": (source) => [
    make(source, "logGroup", {
      retention: get(source, "retentionInDays"),
      name: get(source, "name"),
    }),
  ],
  "aws:sfn/stateMachine:StateMachine": (source) => [
    make(source, "stateMachine", { definition: get(source, "definition") }),
  ],
  "pulumi:providers:aws": (source) => [
    make(source, "provider", {
      allowed: accountsOf(get(source, "allowedAccountIds")),
      assumed: [
        ...accountsOf(get(source, "assumeRoles")),
        ...accountsOf(get(source, "assumeRoleWithWebIdentity")),
      ],
    }),
  ],
};

/** A provider's settings are texts, those that are none as JSON. */
function accountsOf(setting: Plain): string[] {
  if (setting === undefined || setting === undecided) return [];
  const text = typeof setting === "string" ? setting : JSON.stringify(setting);
  return text.match(/\b\d{12}\b/g) ?? [];
}

/** The same in CloudFormation's words. */
export const governanceNative: Readonly<Record<string, Reader>> = {
  "AWS::Lambda::Function": (source) => [
    make(source, "function", {
      runtime: get(source, "runtime"),
      name: get(source, "functionName"),
    }),
  ],
  "AWS::Logs::LogGroup": (source) => [
    make(source, "logGroup", {
      retention: get(source, "retentionInDays"),
      name: get(source, "logGroupName"),
    }),
  ],
  "AWS::StepFunctions::StateMachine": (source) => [
    make(source, "stateMachine", {
      definition: get(source, "definition") ?? get(source, "definitionString"),
    }),
  ],
};

/** The component that tells what came of assertions: see `assertions` above. */
export const assertionsToken = "quicksight-governance:tenant:Assertions";

/** See `assertions` above. */
export const readAssertions: Reader = (source) => [
  make(source, "assertions", {
    count: get(source, "count"),
    broken: get(source, "broken"),
    standing: get(source, "standing"),
  }),
];

const dynamicQuickSight = "pulumi-nodejs:dynamic/quicksight:";
const alwaysGuarded = ["Roster", "AssetAccess"];

/** See `guarded` above. */
export const readGuarded: Reader = (source) => {
  if (!source.token.startsWith(dynamicQuickSight)) return [];
  const type = source.token.slice(dynamicQuickSight.length);
  const isGuarded = alwaysGuarded.includes(type) || get(source, "removalPercent") !== undefined;
  return isGuarded ? [make(source, "guarded", { type, inputs: source.props })] : [];
};
