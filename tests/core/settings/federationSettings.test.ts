import assert from "node:assert/strict";
import { parseAccount } from "../../../core/settings/parseAccount.ts";
import { federationRoleArn, userNameOf } from "../../../core/aws/scope.ts";

const parse = (federation: unknown) => parseAccount({ namespaces: ["default"], federation });
const messagesOf = (federation: unknown) =>
  parse(federation).problems.map(({ where, message }) => `${where}: ${message}`);
const arn = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_QS_0a1b";

describe("the federation role", () => {
  it("is made by default, and then trusts a SAML provider", () => {
    const { role, path, existing } = parse({ samlProvider: "okta" }).settings?.federation ?? {};
    assert.deepEqual([role, path, existing], ["quicksight-fed-users", "/", false]);
    assert.match(
      messagesOf({}).join(),
      /^account.federation.samlProvider: is missing; name the IAM SAML/,
    );
  });

  it("may exist, by name, with its path, or by its ARN, and then needs no SAML provider", () => {
    const found = (federation: object) => {
      const { role, path } = parse({ existing: true, ...federation }).settings?.federation ?? {};
      return [path, role];
    };
    assert.deepEqual(found({ role: "corp-users" }), ["/", "corp-users"]);
    assert.deepEqual(found({ role: "corp-users", path: "/federated/" }), [
      "/federated/",
      "corp-users",
    ]);
    assert.deepEqual(found({ roleArn: arn }), [
      "/aws-reserved/sso.amazonaws.com/",
      "AWSReservedSSO_QS_0a1b",
    ]);
  });

  it("is not half of each", () => {
    assert.equal(messagesOf({ samlProvider: "okta", path: "/federated/" }).length, 1);
    assert.equal(messagesOf({ samlProvider: "okta", roleArn: arn }).length, 1);
    assert.equal(messagesOf({ existing: true, roleArn: arn, role: "other" }).length, 1);
    assert.match(
      messagesOf({ existing: true, path: "federated" }).join(),
      /with a slash at both ends/,
    );
    assert.match(messagesOf({ existing: true, roleArn: "corp-users" }).join(), /use the ARN/);
  });

  it("has its path in the ARN that people are registered with, and not in their names", () => {
    const scope = {
      accountId: "111122223333",
      partition: "aws",
      namespace: "default",
      identityRegion: "us-east-1",
      federationRole: "AWSReservedSSO_QS_0a1b",
      groupPrefix: "fed-",
    };
    const path = "/aws-reserved/sso.amazonaws.com/";
    assert.equal(federationRoleArn({ ...scope, federationRolePath: path }), arn);
    assert.equal(federationRoleArn(scope), "arn:aws:iam::111122223333:role/AWSReservedSSO_QS_0a1b");
    assert.equal(
      userNameOf({ ...scope, federationRolePath: path }, "ana@x.com"),
      "AWSReservedSSO_QS_0a1b/ana@x.com",
    );
  });
});
