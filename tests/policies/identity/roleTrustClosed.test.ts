import assert from "node:assert/strict";
import fc from "fast-check";
import { roleTrustClosed as policy } from "../../../policies/identity/roleTrustClosed.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const own = "arn:aws:iam::111122223333:root";
const foreign = "arn:aws:iam::444455556666:root";
const gitHub = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const of = (statement: object) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...statement });
const role = (...statements: object[]): GivenResource => ({
  type: "aws:iam/role:Role",
  name: "work",
  props: { name: "work", assumeRolePolicy: JSON.stringify({ Statement: statements }) },
});
/** AWS gave it its ARN: the account is known. */
const made = (...statements: object[]): GivenResource => {
  const { props, ...rest } = role(...statements);
  return { ...rest, props: { ...props, arn: "arn:aws:iam::111122223333:role/work" } };
};
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const open = (got: string) =>
  `work: the role may be assumed from outside its account (got ${got}); name principals of the account, or list what is agreed in accounts or organizations`;
const anyone = (got: string) =>
  `work: the role may be assumed by whoever ${got} has (got no condition on its subject); add the condition StringLike ${got}:sub with the repository or project that it is for`;

describe("policy role-trust-closed", () => {
  itDescribesItself(policy, {
    name: "role-trust-closed",
    description: /assumed from its own account/,
    defaults: {
      accounts: [],
      organizations: [],
      roles: [],
      sharedProviders: [
        "token.actions.githubusercontent.com",
        "gitlab.com",
        "app.terraform.io",
        "api.pulumi.com/oidc",
      ],
      exempt: [],
    },
  });
  itTakesExemptions(policy, [role(of({ Principal: "*" }))]);

  it("passes services, the own account, and a provider with a condition on the subject", async () => {
    const subject = {
      StringLike: { "token.actions.githubusercontent.com:sub": "repo:oktank/bi:*" },
    };
    const passing = [
      of({ Principal: { Service: "lambda.amazonaws.com" } }),
      of({ Principal: { AWS: own } }),
      of({ Principal: { Federated: gitHub }, Condition: subject }),
      of({ Principal: { Federated: "cognito-identity.amazonaws.com" } }),
      of({
        Principal: "*",
        Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
      }),
      { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" },
    ];
    assert.deepEqual(await judge([made(...passing)]), []);
  });

  it("refuses everybody and other accounts, by name", async () => {
    const found = await judge([made(of({ Principal: "*" }), of({ Principal: { AWS: foreign } }))]);
    assert.deepEqual(found, [open("*"), open(`AWS:${foreign}`)]);
    assert.deepEqual(await judge([made(of({ NotPrincipal: { AWS: own } }))]), [
      open("NotPrincipal"),
    ]);
  });

  it("refuses a shared provider without a subject, or with any subject", async () => {
    const any = { StringLike: { "token.actions.githubusercontent.com:sub": "*" } };
    const audience = {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    };
    const repeated = { StringLike: { "token.actions.githubusercontent.com:sub": "repo:*" } };
    for (const condition of [any, audience, repeated, undefined]) {
      const trust = of({
        Principal: { Federated: gitHub },
        ...(condition && { Condition: condition }),
      });
      assert.deepEqual(await judge([made(trust)]), [anyone("token.actions.githubusercontent.com")]);
    }
  });

  it("refuses a trust that cannot be read", async () => {
    const [message = ""] = await judge([{ ...role(), props: { assumeRolePolicy: "{" } }]);
    assert.match(message, /^work: the trust of the role cannot be read \(got it is not JSON\)/);
  });

  it("leaves open what a preview does not know", async () => {
    assert.deepEqual(await judge([{ ...role(), props: { assumeRolePolicy: unknownText } }]), []);
    const statement = of({ Principal: { AWS: unknownText } });
    assert.deepEqual(
      await judge([{ ...role(), props: { assumeRolePolicy: { Statement: [statement] } } }]),
      [],
    );
    const bound = of({ Principal: { Federated: gitHub }, Condition: unknownText });
    assert.deepEqual(
      await judge([{ ...role(), props: { assumeRolePolicy: { Statement: [bound] } } }]),
      [],
    );
  });

  it("leaves an account alone where nothing tells which is its own", async () => {
    assert.deepEqual(await judge([role(of({ Principal: { AWS: foreign } }))]), []);
    assert.deepEqual(await judge([role(of({ Principal: "*" }))]), [open("*")]);
  });

  it("takes accounts, organisations and roles that are agreed", async () => {
    const trusting = [made(of({ Principal: { AWS: foreign } }))];
    const accounts = ["111122223333", "444455556666"];
    assert.deepEqual(await judge(trusting, { accounts }), []);
    assert.deepEqual(
      await judge([role(of({ Principal: { AWS: foreign } }))], { accounts: ["1"] }),
      [open(`AWS:${foreign}`)],
    );
    assert.deepEqual(await judge(trusting, { roles: ["wo*"] }), []);
    const inOrganization = { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } };
    const everybody = [made(of({ Principal: "*", Condition: inOrganization }))];
    assert.deepEqual(await judge(everybody, { organizations: ["o-abcdefghij"] }), []);
    assert.equal((await judge(everybody)).length, 1);
  });

  it("refuses everybody, however the role is written", async () => {
    const document = { Statement: [of({ Principal: { AWS: "*" } })] };
    const roles = wrapped({
      name: "work",
      tokens: ["aws:iam/role:Role"],
      props: { name: "work", assumeRolePolicy: document },
      native: {
        type: "AWS::IAM::Role",
        properties: { RoleName: "work", AssumeRolePolicyDocument: document },
      },
    });
    await fc.assert(
      fc.asyncProperty(roles, async (one) => {
        assert.equal((await judge([one])).length, 1);
      }),
    );
  });
});
