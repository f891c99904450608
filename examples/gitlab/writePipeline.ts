import { stringify } from "yaml";
import { listStacks, type ListedStack } from "../../stacks/listStacks.ts";

const install = [
  "npm ci --ignore-scripts --no-audit --no-fund --cache .npm",
  'curl -fsSL https://get.pulumi.com | sh -s -- --version "$PULUMI_VERSION"',
  'export PATH="$HOME/.pulumi/bin:$PATH"',
];
const signIn = [
  'echo "$AWS_TOKEN" > /tmp/aws-token',
  'export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-token AWS_ROLE_SESSION_NAME="gitlab-$CI_JOB_ID"',
];
const fetchTrusted = [
  'git fetch --depth 1 origin "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"',
  "git worktree add trusted FETCH_HEAD",
  "(cd trusted && npm ci --ignore-scripts --no-audit --no-fund --cache ../.npm)",
];

/** The child pipeline for GitLab: a preview per stack in a merge request; on main a deployment per stack, accounts first. */
export function writePipeline(stacks: readonly ListedStack[]): string {
  const accounts = stacks.filter(({ kind }) => kind === "account");
  const accountsOf = ({ kind, environment }: ListedStack) =>
    kind === "account" ? [] : accounts.filter((one) => one.environment === environment);
  const jobs = stacks.flatMap((stack): [string, object][] => [
    [`preview ${stack.stack}`, preview(stack)],
    [`deploy ${stack.stack}`, deploy(stack, accountsOf(stack))],
  ]);
  return stringify({
    default: { image: "node:24" },
    variables: { PULUMI_VERSION: "3.270.0", PULUMI_DEBUG_COMMANDS: "true" },
    workflow: { rules: [{ when: "always" }] },
    ...Object.fromEntries(jobs),
  });
}

function preview({ stack, environment, variable }: ListedStack): object {
  const config = `trusted/policies/${environment}.json`;
  return {
    rules: [{ if: "$CI_MERGE_REQUEST_ID" }],
    id_tokens: { AWS_TOKEN: { aud: "sts.amazonaws.com" } },
    script: [
      ...install,
      ...fetchTrusted,
      ...signIn,
      `export AWS_ROLE_ARN="$AWS_PREVIEW_ROLE_${variable}"`,
      `node trusted/policies/checkConfiguration.ts ${config}`,
      `pulumi preview --diff --non-interactive --stack ${stack} --policy-pack trusted/policies --policy-pack-config ${config} --event-log events.json`,
    ],
    after_script: report(stack, "trusted/policies"),
    artifacts: { when: "always", paths: ["policies.md", "policies.sarif"] },
  };
}

function deploy(
  { stack, environment, variable }: ListedStack,
  after: readonly ListedStack[],
): object {
  const config = `policies/${environment}.json`;
  return {
    rules: [
      { if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", when: "manual", allow_failure: false },
    ],
    needs: after.map((account) => `deploy ${account.stack}`),
    environment: { name: environment },
    resource_group: stack,
    id_tokens: { AWS_TOKEN: { aud: "sts.amazonaws.com" } },
    script: [
      ...install,
      ...signIn,
      `export AWS_ROLE_ARN="$AWS_DEPLOY_ROLE_${variable}"`,
      `node policies/checkConfiguration.ts ${config}`,
      `pulumi up --yes --diff --non-interactive --stack ${stack} --policy-pack policies --policy-pack-config ${config} --event-log events.json`,
    ],
    after_script: report(stack, "policies"),
    artifacts: { when: "always", paths: ["policies.md", "policies.sarif"] },
  };
}

function report(stack: string, pack: string): readonly string[] {
  return [
    `test ! -f events.json || node ${pack}/report/main.ts events.json --stack ${stack} --sarif policies.sarif --summary policies.md`,
  ];
}

if (import.meta.main) process.stdout.write(writePipeline(listStacks(".")));
