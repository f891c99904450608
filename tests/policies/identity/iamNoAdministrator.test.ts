import assert from "node:assert/strict";
import fc from "fast-check";
import { stackPermissions } from "../../../local/demo/stackPermissions.ts";
import { iamNoAdministrator as policy } from "../../../policies/identity/iamNoAdministrator.ts";
import { toPolicyDocument } from "../../../stacks/toPolicyDocument.ts";
import { type GivenResource, unknownText, validateStack, validateUpdate } from "../support/host.ts";
import {
  allow,
  deny,
  document,
  managedPolicy,
  worker,
  workerAttachment,
  workerPolicy,
} from "../support/identity.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { grantOf } from "../support/grantOf.ts";

const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
const judge = (resources: GivenResource[], config?: object) =>
  validateStack(policy, resources, config);
const judgeStatements = (...statements: object[]) =>
  judge([worker(), workerPolicy(document(...statements))]);
const everything = (source: string, who: string, got: string) =>
  `${source}: ${who} may do everything (got ${got}); allow the actions that are needed, on resources by ARN`;
const escalation = (who: string, got: string) =>
  `work: ${who} may give any right, also to themselves (got ${got}); name what it is for by ARN, or add a condition on iam:PassedToService or iam:PermissionsBoundary`;
const managed = (source: string, who: string, arn: string) =>
  `${source}: ${who} gets the rights of an administrator by a managed policy (got ${arn}); attach one that allows what is needed`;
const inline = "aws:iam/rolePolicy:RolePolicy";

describe("policy iam-no-administrator", () => {
  itDescribesItself(policy, {
    name: "iam-no-administrator",
    description: /every action on every resource/,
    defaults: {
      managedPolicies: [
        "arn:*:iam::aws:policy/AdministratorAccess*",
        "arn:*:iam::aws:policy/IAMFullAccess",
        "arn:*:iam::aws:policy/PowerUserAccess",
      ],
      actions: policy.configSchema.properties["actions"]?.default,
      roles: [],
      exempt: [],
    },
  });
  itTakesExemptions(policy, [worker(), workerPolicy(document(allow("*")))]);

  it("passes who may do much, but not everything", async () => {
    const own = { Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::data/*" };
    const path = {
      Effect: "Allow",
      Action: "iam:*",
      Resource: "arn:aws:iam::111122223333:role/app-*",
    };
    const pass = {
      ...allow("iam:PassRole"),
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    };
    const self = {
      Effect: "Allow",
      Action: "iam:CreateAccessKey",
      Resource: "arn:aws:iam::111122223333:user/${aws:username}",
    };
    const statements = [allow("s3:*", "ec2:*", "iam:Get*", "a*"), own, path, pass, self];
    assert.deepEqual(await judgeStatements(...statements), []);
  });

  it("refuses every action on every resource, whatever the conditions", async () => {
    const condition = { StringLike: { "aws:username": "*" } };
    for (const [statement, got] of [
      [allow("*"), "*"],
      [{ ...allow("*"), Condition: condition }, "*"],
      [{ ...allow("*:*"), Resource: ["arn:aws:s3:::x", "arn:aws:*"] }, "*:*"],
      [{ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::x" }, "*"],
      [
        { Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" },
        "NotAction iam:*, organizations:*",
      ],
    ] as const) {
      assert.deepEqual(await judgeStatements(statement), [
        `${inline} ${everything("work", "role worker", got)}`,
      ]);
    }
  });

  it("refuses managed policies of administrators, however they are attached", async () => {
    const expected = (source: string, who: string) => managed(source, who, administrator);
    const set = {
      type: "aws:ssoadmin/permissionSet:PermissionSet",
      name: "set",
      props: { name: "bi", arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1" },
    };
    for (const [resources, message] of [
      [[worker(), workerAttachment(administrator)], expected("attachment", "role worker")],
      [[worker({ managedPolicyArns: [administrator] })], expected("worker", "role worker")],
      [
        [
          {
            type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
            name: "x",
            props: { group: "all", policyArn: administrator },
          },
        ],
        expected("x", "group all"),
      ],
      [
        [
          {
            type: "aws:quicksight/iamPolicyAssignment:IamPolicyAssignment",
            name: "x",
            props: { assignmentStatus: "ENABLED", policyArn: administrator },
          },
        ],
        expected("x", "QuickSight's policy assignment x"),
      ],
      [
        [
          set,
          {
            type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
            name: "x",
            props: { permissionSetArn: set.props.arn, managedPolicyArn: administrator },
          },
        ],
        expected("x", "permission set set"),
      ],
      [
        [
          {
            type: "aws-native:sso:PermissionSet",
            name: "x",
            props: { name: "bi", managedPolicies: [administrator] },
          },
        ],
        expected("x", "permission set x"),
      ],
    ] as const) {
      assert.deepEqual(
        (await judge([...resources])).map((one) => one.replace(/^\S+ /, "")),
        [message],
      );
    }
    const china = "arn:aws-cn:iam::aws:policy/PowerUserAccess";
    assert.equal((await judge([workerAttachment(china)])).length, 1);
    const reading = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    assert.deepEqual(await judge([worker(), workerAttachment(reading)]), []);
  });

  it("refuses the means to give oneself any right", async () => {
    assert.deepEqual(await judgeStatements(allow("iam:Put*", "s3:*")), [
      `${inline} ${escalation("role worker", "iam:PutGroupPolicy, iam:PutRolePermissionsBoundary, iam:PutRolePolicy, iam:PutUserPermissionsBoundary, iam:PutUserPolicy")}`,
    ]);
    for (const resource of ["arn:aws:iam::111122223333:role/*", "arn:aws:iam::*:*", "arn:*"]) {
      const found = await judgeStatements({ ...allow("iam:PassRole"), Resource: resource });
      assert.deepEqual(found, [`${inline} ${escalation("role worker", "iam:PassRole")}`], resource);
    }
    for (const condition of [
      { StringLike: { "iam:PassedToService": "*" } },
      { StringEqualsIfExists: { "iam:PassedToService": "lambda.amazonaws.com" } },
      { StringNotEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      { Bool: { "aws:SecureTransport": "true" } },
    ]) {
      const found = await judgeStatements({ ...allow("iam:PassRole"), Condition: condition });
      assert.equal(found.length, 1, JSON.stringify(condition));
    }
  });

  it("judges policies that wait to be attached, and those of several once", async () => {
    const shared = managedPolicy(document(allow("*")));
    assert.deepEqual(await judge([shared]), [
      `aws:iam/policy:Policy ${everything("shared", "policy shared", "*")}`,
    ]);
    const { arn } = shared.props as { arn: string };
    assert.deepEqual(await judge([shared, worker(), workerAttachment(arn)]), [
      `aws:iam/policy:Policy ${everything("shared", "role worker", "*")}`,
    ]);
  });

  it("puts policies together as AWS does: a Deny without a condition, and a boundary, take away", async () => {
    const escalating = workerPolicy(document(allow("iam:*")));
    const denial = (statement: object) => workerPolicy(document(statement), "denial");
    assert.deepEqual(await judge([worker(), escalating, denial(deny("iam:*"))]), []);
    const conditional = {
      ...deny("iam:*"),
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    };
    const narrow = { ...deny("iam:*"), Resource: "arn:aws:iam::111122223333:role/app" };
    const half = deny("iam:Put*");
    for (const statement of [conditional, narrow, half]) {
      assert.equal((await judge([worker(), escalating, denial(statement)])).length, 1);
    }
    const boundary = managedPolicy(document(allow("s3:*")), "boundary");
    const { arn } = boundary.props as { arn: string };
    const all = workerPolicy(document(allow("*")));
    assert.deepEqual(await judge([boundary, worker({ permissionsBoundary: arn }), all]), []);
    const wide = managedPolicy(document(allow("*")), "boundary");
    assert.equal((await judge([wide, worker({ permissionsBoundary: arn }), all])).length, 1);
  });

  it("refuses a document that cannot be read, rather than take it for one that allows nothing", async () => {
    for (const [given, reason] of [
      ["{", "it is not JSON"],
      [
        { Statement: [{ Effect: "allow", Action: "*", Resource: "*" }] },
        "a statement has no Effect",
      ],
      [
        { Statement: [{ Effect: "Allow", action: "*", Resource: "*" }] },
        "a statement has no Action",
      ],
      [
        { Statement: [{ Effect: "Deny", Action: "*", Resource: "*", Condition: "never" }] },
        "the Condition of a statement is not an object",
      ],
    ] as const) {
      assert.deepEqual(await judge([worker(), workerPolicy(given)]), [
        `${inline} work: what role worker gets by a policy cannot be read (got ${reason}); write it as a policy document in JSON`,
      ]);
    }
  });

  it("leaves out roles that are agreed", async () => {
    const resources = [
      worker(),
      workerPolicy(document(allow("*"))),
      workerAttachment(administrator),
    ];
    assert.deepEqual(await judge(resources, { roles: ["work*"] }), []);
    assert.equal((await judge(resources, { roles: ["other"] })).length, 2);
  });

  it("follows what is not known yet by what it was made from, and leaves the rest open", async () => {
    const unnamed = {
      ...workerPolicy(document(allow("*"))),
      props: { role: unknownText, policy: document(allow("*")) },
    };
    assert.equal((await judge([worker(), { ...unnamed, from: { role: ["worker"] } }])).length, 1);
    assert.deepEqual(await judge([worker(), unnamed]), []);
    assert.deepEqual(await judge([worker(), workerPolicy(unknownText)]), []);
  });

  it("judges in an update before anything is made, with what was declared before", async () => {
    const all = workerPolicy(document(allow("iam:*")));
    const denial = workerPolicy(document(deny("iam:*")), "denial");
    assert.equal((await validateUpdate(policy, [worker(), all])).length, 1);
    assert.deepEqual(await validateUpdate(policy, [worker(), denial, all]), []);
    const boundary = managedPolicy(document(allow("s3:*")), "boundary");
    const { arn } = boundary.props as { arn: string };
    assert.deepEqual(
      await validateUpdate(policy, [boundary, worker({ permissionsBoundary: arn }), all]),
      [],
    );
    const shared = managedPolicy(document(allow("*")));
    const attached = workerAttachment("arn:aws:iam::111122223333:policy/shared");
    assert.deepEqual(await validateUpdate(policy, [shared, worker(), attached]), [
      everything("attachment", "role worker", "*"),
    ]);
  });

  it("is no alarm for who deploys this program", async () => {
    const facts = {
      accountId: "111122223333",
      region: "eu-west-1",
      identityRegion: "us-east-1",
      partition: "aws",
    };
    for (const stack of ["dev", "dev-default"]) {
      const own = toPolicyDocument(stackPermissions(stack, facts));
      assert.deepEqual(await judge([worker(), workerPolicy(own)]), []);
    }
  });

  it("refuses an administrator whatever wraps it", async () => {
    const grants = fc
      .constantFrom(allow("*"), allow("iam:PutRolePolicy"), {
        Effect: "Allow",
        NotAction: "s3:*",
        Resource: "*",
      })
      .chain((statement) => grantOf("worker", statement));
    await fc.assert(
      fc.asyncProperty(grants, async (resources) => {
        assert.notDeepEqual(await judge([...resources]), []);
      }),
    );
  });

  it("does not believe the Deny that a component only pretends to be", async () => {
    const by = (one: GivenResource): GivenResource => ({ ...one, provider: "default" });
    const pretended = workerPolicy(document(deny("*")), "pretended");
    const made = [by(worker()), by(workerPolicy(document(allow("*"))))];
    const refused = everything("work", "role worker", "*");
    for (const resources of [
      [pretended, ...made],
      [...made.slice(0, 1), pretended, ...made.slice(1)],
    ]) {
      assert.deepEqual(await judge(resources), [`${inline} ${refused}`]);
      assert.deepEqual(await validateUpdate(policy, resources), [refused]);
    }
  });

  it("does not take a condition for narrow that lets an administrator's policy be attached", async () => {
    const attach = (values: string | string[]) =>
      judgeStatements({
        ...allow("iam:AttachRolePolicy"),
        Condition: { ArnLike: { "iam:PolicyARN": values } },
      });
    const named = "arn:aws:iam::111122223333:policy/app";
    assert.deepEqual(await attach([named, "arn:aws:iam::aws:policy/ReadOnlyAccess"]), []);
    for (const values of [
      administrator,
      [named, administrator],
      "arn:aws:iam::aws:policy/A*",
      "arn:*:iam::aws:policy/Pow*",
    ]) {
      const refused = escalation("role worker", "iam:AttachRolePolicy");
      assert.deepEqual(await attach(values), [`${inline} ${refused}`], String(values));
    }
  });

  it("reads a variable of a policy as what it is without a value", async () => {
    const users = (name: string) =>
      judgeStatements({ ...allow("iam:CreateAccessKey"), Resource: `arn:aws:iam::*:user/${name}` });
    assert.deepEqual(await users("${aws:username}"), []);
    assert.deepEqual(await users("${aws:PrincipalTag/team, 'app'}-*"), []);
    const refused = escalation("role worker", "iam:CreateAccessKey");
    assert.deepEqual(await users("${aws:PrincipalTag/none, ''}*"), [`${inline} ${refused}`]);
  });

  it("refuses who may open a sign-in to themselves, or lift a boundary", async () => {
    for (const action of [
      "iam:UpdateSAMLProvider",
      "iam:PutRolePermissionsBoundary",
      "iam:PutUserPermissionsBoundary",
    ]) {
      const refused = escalation("role worker", action);
      assert.deepEqual(await judgeStatements(allow(action)), [`${inline} ${refused}`]);
    }
  });

  it("judges permission sets by the customer managed policies that they name", async () => {
    const policyOf = managedPolicy(document(allow("*")));
    const attached = { roles: ["worker"] };
    const given = [
      worker(),
      policyOf,
      workerAttachment(String(new Map(Object.entries(policyOf.props)).get("arn"))),
    ];
    assert.deepEqual(await judge(given, attached), []);
    const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
    const reference = { name: "shared", path: "/" };
    for (const [type, props] of [
      [
        "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
        { permissionSetArn: set, customerManagedPolicyReference: reference },
      ],
      [
        "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive",
        { permissionSetArn: set, customerManagedPolicyReferences: [reference] },
      ],
      [
        "aws-native:sso:PermissionSet",
        { name: "everybody", customerManagedPolicyReferences: [reference] },
      ],
    ] as const) {
      const found = await judge([...given, { type, name: "everybody", props }], attached);
      assert.equal(found.length, 1, type);
      assert.match(found.join(), /permission set \S+ may do everything/);
    }
  });

  it("knows a role of which only the prefix of its name is said by that prefix", async () => {
    const inlinePolicies = [{ name: "all", policy: document(allow("*")) }];
    const role = (namePrefix: string, name?: string) =>
      judge([{ ...worker({ name, namePrefix, inlinePolicies }), name: "deployer" }], {
        roles: ["deployer*"],
      });
    assert.deepEqual(await role("deployer-"), []);
    assert.equal((await role("evil-")).length, 1);
    assert.equal((await role("evil-", unknownText)).length, 1);
  });
});
