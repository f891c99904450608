import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { checkPermissions } from "../../../core/preflight/checkPermissions.ts";
import type { PermissionStatement } from "../../../core/preflight/permissionStatement.ts";

const account = "111122223333";
const user = `arn:aws:iam::${account}:user/team/deployer`;

/** What the tests say of one simulation, or of a look at a role. */
type Answer = string | { readonly error: string; readonly message?: string };

/** A request to IAM, with its lists as lists. */
interface Asked {
  readonly operation: string;
  readonly principal: string;
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: ReadonlyMap<string, string>;
}

const allowed = "<EvalDecision>allowed</EvalDecision>";
const denied = "<EvalDecision>implicitDeny</EvalDecision>";

function read(body: string): Asked {
  const form = new URLSearchParams(body);
  const all = (pattern: RegExp) =>
    [...form].flatMap(([name, value]) => (pattern.test(name) ? [value] : []));
  const keys = all(/ContextKeyName$/);
  const values = all(/ContextKeyValues\.member\.1$/);
  return {
    operation: form.get("Action") ?? "",
    principal: form.get("PolicySourceArn") ?? "",
    role: form.get("RoleName") ?? "",
    actions: all(/^ActionNames/),
    resources: all(/^ResourceArns/),
    context: new Map(keys.map((key, index) => [key, values[index] ?? ""])),
  };
}

/** IAM as AWS has it: it refuses to simulate actions of several types of resources together. */
function answer(asked: Asked, decide: (asked: Asked) => Answer): [status: number, body: string] {
  const said: Answer =
    asked.actions.length > 1
      ? { error: "InvalidInput", message: "require different authorization information." }
      : decide(asked);
  if (typeof said === "string") {
    const name = asked.operation;
    const inner =
      name === "GetRole"
        ? `<Role><Arn>${said}</Arn></Role>`
        : `<EvaluationResults><member><EvalActionName>${asked.actions[0] ?? ""}</EvalActionName>${said}</member></EvaluationResults>`;
    return [200, `<${name}Response><${name}Result>${inner}</${name}Result></${name}Response>`];
  }
  const { error, message = "no" } = said;
  return [
    403,
    `<ErrorResponse><Error><Code>${error}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  ];
}

describe("asking IAM what the caller may do", () => {
  let server: Server;
  let asked: Asked[];
  let decide: (asked: Asked) => Answer;
  let underWay: number;
  let most: number;

  before((done) => {
    server = createServer((request, response) => {
      let body = "";
      underWay += 1;
      most = Math.max(most, underWay);
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        const one = read(body);
        asked.push(one);
        setTimeout(() => {
          underWay -= 1;
          const [status, text] = answer(one, decide);
          response.writeHead(status, { "content-type": "text/xml" }).end(text);
        }, 2);
      });
    }).listen(0, "127.0.0.1", done);
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
    underWay = 0;
    most = 0;
    decide = () => allowed;
  });

  const check = (arn: string, ...statements: Partial<PermissionStatement>[]) => {
    const access = {
      ...{ arn, region: "eu-west-1", maxAttempts: 1 },
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    return checkPermissions(
      access,
      statements.map((one) => ({ sid: "S", actions: [], resources: ["*"], ...one })),
    );
  };
  const groups = {
    actions: ["quicksight:CreateGroup", "quicksight:DeleteGroup"],
    resources: ["arn:aws:quicksight:us-east-1:1:group/default/*"],
  };

  it("asks of each action on each of its own resources, some at once", async () => {
    const many = Array.from({ length: 60 }, (_, index) => `quicksight:Do${index}`);
    const { problems, notices } = await check(user, groups, { actions: many });
    assert.deepEqual([problems, notices], [[], []]);
    assert.equal(asked.length, 62);
    assert.ok(
      asked.every(({ actions, resources }) => actions.length === 1 && resources.length === 1),
    );
    assert.ok(asked.every(({ principal }) => principal === user));
    assert.ok(most > 1 && most <= 8, `${most} at once`);
  });

  it("asks once of what two statements need", async () => {
    await check(user, groups, groups);
    assert.equal(asked.length, 2);
  });

  it("does not ask of what has been done already", async () => {
    await check(user, { actions: ["secretsmanager:GetSecretValue"], tried: true });
    assert.deepEqual(asked, []);
  });

  it("only says what is not so without a right that a run can do without", async () => {
    decide = () => denied;
    const without = "nothing keeps people from raising their own role";
    const actions = ["quicksight:UpdateSelfUpgradeConfiguration"];
    const { problems, notices } = await check(user, { actions, without });
    assert.deepEqual(problems, []);
    assert.deepEqual(notices, [
      `${user} may not quicksight:UpdateSelfUpgradeConfiguration on * (implicitDeny); allow it in the caller's policy; ${without}`,
    ]);
  });

  it("gives the keys that conditions ask about as the calls will have them", async () => {
    await check(user, {
      actions: ["iam:PassRole"],
      resources: ["arn:aws:iam::1:role/data"],
      condition: { "iam:PassedToService": "quicksight.amazonaws.com" },
    });
    await check(user, groups);
    const [pass, group] = asked;
    assert.equal(pass?.context.get("iam:PassedToService"), "quicksight.amazonaws.com");
    assert.equal(pass.context.get("aws:RequestedRegion"), "eu-west-1");
    assert.equal(pass.context.get("aws:SecureTransport"), "true");
    assert.equal(group?.context.get("aws:RequestedRegion"), "us-east-1");
    assert.equal(group.context.get("aws:PrincipalArn"), user);
  });

  it("asks with the Region where each call will be made", async () => {
    await check(user, {
      actions: ["quicksight:ListNamespaces"],
      ...{ resources: ["*"], region: "us-west-2" },
    });
    await check(user, { actions: ["iam:CreateRole"], resources: ["arn:aws:iam::1:role/r"] });
    await check(user.replace("aws:", "aws-us-gov:"), { actions: ["iam:ListRoles"] });
    await check(user, { actions: ["quicksight:CreateDataSource"] });
    assert.deepEqual(
      asked.map(({ context }) => context.get("aws:RequestedRegion")),
      ["us-west-2", "us-east-1", "us-gov-west-1", "eu-west-1"],
    );
  });

  it("names what is denied, and goes on after a question that fails", async () => {
    decide = ({ actions: [action] }) =>
      action === "quicksight:CreateGroup" ? { error: "ServiceFailure" } : denied;
    const { problems, notices } = await check(user, groups, {
      actions: ["ssm:DescribeParameters"],
    });
    assert.deepEqual(
      problems.map(({ where, message, denied: isDenied }) => [where, message, isDenied]),
      [
        [
          user,
          "may not quicksight:DeleteGroup on arn:aws:quicksight:us-east-1:1:group/default/* (implicitDeny); allow it in the caller's policy",
          true,
        ],
        [
          user,
          "may not ssm:DescribeParameters on * (implicitDeny); allow it in the caller's policy",
          true,
        ],
      ],
    );
    assert.equal(notices.length, 1);
    assert.match(
      notices[0] ?? "",
      /^could not check in advance what .* may do \(1 of 3 rights: ServiceFailure\w*: no\)/,
    );
  });

  it("says that an organization denies, or a permissions boundary", async () => {
    const by = (detail: string, flag: string) =>
      `${denied}<${detail}><${flag}>false</${flag}></${detail}>`;
    decide = ({ actions: [action] }) =>
      action === "quicksight:CreateGroup"
        ? by("OrganizationsDecisionDetail", "AllowedByOrganizations")
        : by("PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary");
    const { problems } = await check(user, groups);
    assert.match(
      problems[0]?.message ?? "",
      /implicitDeny by a service control policy .*of the organization/,
    );
    assert.match(problems[1]?.message ?? "", /by the caller's permissions boundary/);
  });

  it("does not take for denied what hangs on a condition that nobody knows yet", async () => {
    const missing =
      "<MissingContextValues><member>aws:MultiFactorAuthPresent</member></MissingContextValues>";
    decide = ({ actions: [action] }) =>
      action === "quicksight:CreateGroup"
        ? `${denied}${missing}`
        : `${denied}<ResourceSpecificResults><member><EvalResourceName>x</EvalResourceName>${missing}</member></ResourceSpecificResults>`;
    const { problems, notices } = await check(user, groups);
    assert.deepEqual(problems, []);
    assert.deepEqual(notices, [
      `whether ${user} may quicksight:CreateGroup, quicksight:DeleteGroup hangs on conditions of its policies that are not known before the calls (aws:MultiFactorAuthPresent)`,
    ]);
  });

  const session = `arn:aws:sts::${account}:assumed-role/deploy/ci`;

  it("asks about the role of a session, under its path where IAM tells it", async () => {
    const role = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/deploy`;
    decide = ({ operation }) => (operation === "GetRole" ? role : allowed);
    assert.deepEqual(await check(session, groups), { problems: [], notices: [] });
    assert.deepEqual([asked[0]?.role, asked[1]?.principal], ["deploy", role]);
    assert.equal(asked[1]?.context.get("aws:PrincipalArn"), role);
  });

  it("takes a role that it may not look at for one without a path", async () => {
    decide = ({ operation }) => (operation === "GetRole" ? { error: "AccessDenied" } : allowed);
    assert.deepEqual(await check(session, groups), { problems: [], notices: [] });
    assert.equal(asked[1]?.principal, `arn:aws:iam::${account}:role/deploy`);
  });

  it("asks once where the caller may not ask", async () => {
    decide = () => ({ error: "AccessDenied", message: "no" });
    const many = Array.from({ length: 60 }, (_, index) => `quicksight:Do${index}`);
    const { problems, notices } = await check(user, { actions: many });
    assert.deepEqual(problems, []);
    assert.match(notices.join(), /\(AccessDenied: no\); allow iam:SimulatePrincipalPolicy/);
    assert.ok(asked.length <= 8, `${asked.length} questions`);
  });

  it("asks nothing about root, and says that it can't about a federated user", async () => {
    const { notices } = await check(`arn:aws:sts::${account}:federated-user/ana`, groups);
    assert.match(notices.join(), /IAM simulates users and roles only/);
    assert.deepEqual(await check(`arn:aws:iam::${account}:root`, groups), {
      problems: [],
      notices: [],
    });
    assert.deepEqual(asked, []);
  });
});
