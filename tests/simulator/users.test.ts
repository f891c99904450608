import assert from "node:assert/strict";
import {
  CreateCustomPermissionsCommand,
  CreateNamespaceCommand,
  DeleteNamespaceCommand,
  DeleteUserByPrincipalIdCommand,
  DeleteUserCommand,
  DeleteUserCustomPermissionCommand,
  DescribeUserCommand,
  InvalidParameterValueException,
  ListUsersCommand,
  RegisterUserCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateUserCommand,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import type { RegisterUserCommandInput, UserRole } from "@aws-sdk/client-quicksight";
import { breaksModel } from "./support/breaksModel.ts";
import { IamArn, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const UserName = "quicksight-fed-users/ana@x.com";
const ana = { ...inDefault, UserName };
const iam = { ...inDefault, IdentityType: "IAM", Email: "ana@x.com", UserRole: "READER" } as const;
const quicksight = { ...iam, IdentityType: "QUICKSIGHT" } as const;
const malformed = { status: 400 };
const notFound = { status: 404, resourceType: "USER" };

describe("simulator: users", () => {
  const { client } = simulated();
  const describeUser = async () => (await client().send(new DescribeUserCommand(ana))).User;

  it("names the user of an assumed role after the role and the session", async () => {
    const input = {
      ...iam,
      IamArn: IamArn.replace("role/", "role/teams/bi/"),
      SessionName: "ana@x.com",
    };
    const { User, UserInvitationUrl } = await client().send(new RegisterUserCommand(input));
    assert.deepEqual(
      { ...User, PrincipalId: "" },
      {
        Arn: `arn:aws:quicksight:eu-west-1:${AwsAccountId}:user/default/${UserName}`,
        UserName,
        Email: "ana@x.com",
        Role: "READER",
        IdentityType: "IAM",
        Active: false,
        PrincipalId: "",
      },
    );
    assert.match(User?.PrincipalId ?? "", /^federated\/iam\/AROA[0-9A-F]{17}:ana@x\.com$/);
    assert.equal(UserInvitationUrl, undefined);
    assert.deepEqual(await describeUser(), { ...User, Active: true });
  });

  it("names an IAM user after itself", async () => {
    const input = { ...iam, IamArn: `arn:aws:iam::${AwsAccountId}:user/bi/ana` };
    const { User } = await client().send(new RegisterUserCommand(input));
    assert.equal(User?.UserName, "ana");
  });

  it("invites a user with a password of QuickSight, who is not active yet", async () => {
    const input = { ...quicksight, UserName: "ana" };
    const { User, UserInvitationUrl } = await client().send(new RegisterUserCommand(input));
    assert.equal(User?.UserName, "ana");
    assert.equal(User.Active, false);
    assert.match(UserInvitationUrl ?? "", /^https:\/\//);
  });

  const impossible: [string, RegisterUserCommandInput][] = [
    ["IamArn with UserName", { ...iam, IamArn, SessionName: "ana@x.com", UserName: "ana" }],
    ["SessionName with UserName", { ...quicksight, SessionName: "ana@x.com", UserName: "ana" }],
    ["a role without SessionName", { ...iam, IamArn }],
    ["an IAM identity without IamArn", { ...iam, SessionName: "ana@x.com" }],
    ["an IamArn of something else", { ...iam, IamArn: `arn:aws:iam::${AwsAccountId}:group/bi` }],
    ["a QuickSight user without UserName", quicksight],
    [
      "a role that is not available",
      { ...quicksight, UserName: "a", UserRole: "RESTRICTED_READER" },
    ],
    [
      "an unknown login provider",
      { ...iam, IamArn, SessionName: "ana@x.com", ExternalLoginFederationProviderType: "SAML" },
    ],
  ];
  for (const [what, input] of impossible) {
    it(`refuses to register ${what}`, async () => {
      const call = client().send(new RegisterUserCommand(input));
      await refused(call, InvalidParameterValueException, malformed);
    });
  }

  it("refuses to register what the API model does not allow", async () => {
    const register = (input: RegisterUserCommandInput) =>
      client().send(new RegisterUserCommand(input));
    const UserRole = "OWNER" as "READER";
    await breaksModel(
      register({ ...quicksight, UserName: "a", UserRole }),
      /'OWNER' at 'userRole'/,
    );
    await breaksModel(register({ ...iam, IamArn, SessionName: "a" }), /'a' at 'sessionName'/);
  });

  it("refuses to register someone twice", async () => {
    await register(client(), "ana@x.com");
    await refused(register(client(), "ana@x.com"), ResourceExistsException, {
      status: 409,
      resourceType: "USER",
    });
  });

  describe("of an IAM identity that is in another namespace", () => {
    const elsewhere = { AwsAccountId, Namespace: "elsewhere" };
    beforeEach(async () => {
      const store = { IdentityStore: "QUICKSIGHT" } as const;
      await client().send(new CreateNamespaceCommand({ ...elsewhere, ...store }));
    });
    const taken = { status: 409, resourceType: "USER" };
    const registerThere = (input: Partial<RegisterUserCommandInput>) =>
      client().send(new RegisterUserCommand({ ...iam, ...elsewhere, ...input }));

    it("refuses to register the same session of the same role", async () => {
      await register(client(), "ana@x.com");
      const call = registerThere({ IamArn, SessionName: "ana@x.com" });
      await refused(call, ResourceExistsException, taken);
      const { UserList } = await client().send(new ListUsersCommand(elsewhere));
      assert.deepEqual(UserList, []);
    });

    it("refuses to register the same IAM user", async () => {
      const user = { IamArn: `arn:aws:iam::${AwsAccountId}:user/ana` };
      await registerThere(user);
      const call = client().send(new RegisterUserCommand({ ...iam, ...user }));
      await refused(call, ResourceExistsException, taken);
    });

    it("registers them once they are deleted in the other one, or their namespace is", async () => {
      await register(client(), "ana@x.com");
      await client().send(new DeleteUserCommand(ana));
      await registerThere({ IamArn, SessionName: "ana@x.com" });
      await client().send(new DeleteNamespaceCommand(elsewhere));
      await register(client(), "ana@x.com");
    });

    it("registers another session, another role, and a user with a password of QuickSight", async () => {
      await register(client(), "ana@x.com");
      await registerThere({ IamArn, SessionName: "Ana@x.com" });
      await registerThere({ IamArn: `${IamArn}-2`, SessionName: "ana@x.com" });
      const user = { IdentityType: "QUICKSIGHT", UserName: "ana" } as const;
      await client().send(new RegisterUserCommand({ ...quicksight, ...user }));
      await registerThere(user);
    });
  });

  const roles: UserRole[] = ["READER", "READER_PRO", "AUTHOR", "AUTHOR_PRO", "ADMIN", "ADMIN_PRO"];
  for (const from of roles) {
    for (const to of roles) {
      const downgrade = !from.startsWith("READER") && to.startsWith("READER");
      it(`${downgrade ? "refuses to make" : "makes"} ${from} into ${to} in place`, async () => {
        await register(client(), "ana@x.com", from);
        const call = client().send(new UpdateUserCommand({ ...ana, Email: "new@x.com", Role: to }));
        if (downgrade) {
          await refused(call, InvalidParameterValueException, malformed);
          assert.equal((await describeUser())?.Role, from);
        } else {
          assert.equal((await call).User?.Role, to);
          assert.equal((await describeUser())?.Email, "new@x.com");
        }
      });
    }
  }

  it("wants email and role with every update", async () => {
    await register(client(), "ana@x.com");
    const input = { ...ana, Email: undefined, Role: undefined };
    await breaksModel(
      client().send(new UpdateUserCommand(input)),
      "2 validation errors detected: " +
        "Value null at 'email' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'role' failed to satisfy constraint: Member must not be null",
    );
  });

  it("deletes a user by name or by principal id", async () => {
    await register(client(), "ana@x.com");
    await client().send(new DeleteUserCommand(ana));
    await refused(describeUser(), ResourceNotFoundException, notFound);
    await register(client(), "ana@x.com");
    const PrincipalId = (await describeUser())?.PrincipalId;
    await client().send(new DeleteUserByPrincipalIdCommand({ ...inDefault, PrincipalId }));
    await refused(describeUser(), ResourceNotFoundException, notFound);
    await refused(
      client().send(new DeleteUserByPrincipalIdCommand({ ...inDefault, PrincipalId })),
      ResourceNotFoundException,
      notFound,
    );
  });

  it("lists users in an order that is always the same, but not that of their names", async () => {
    const emails = ["ana", "bo", "cy", "di", "eva"].map((name) => `${name}@x.com`);
    for (const email of emails) await register(client(), email);
    const list = async () =>
      (await client().send(new ListUsersCommand(inDefault))).UserList?.map(({ Email }) => Email);
    const listed = await list();
    assert.deepEqual(listed?.toSorted(), emails);
    assert.notDeepEqual(listed, emails);
    assert.deepEqual(await list(), listed);
  });

  it("finds a user whose name needs percent-encoding", async () => {
    const awkward = { ...inDefault, UserName: "Ä role/with space+plus%2F?#&=.user@x.com" };
    await client().send(new RegisterUserCommand({ ...quicksight, ...awkward }));
    const { User } = await client().send(new DescribeUserCommand(awkward));
    assert.equal(User?.UserName, awkward.UserName);
  });

  it("remembers an external login until it is cleared", async () => {
    const login = { ExternalLoginFederationProviderType: "COGNITO", ExternalLoginId: "pool:1" };
    const input = { ...iam, IamArn, SessionName: "ana@x.com", ...login };
    const { User } = await client().send(new RegisterUserCommand(input));
    assert.equal(User?.ExternalLoginFederationProviderUrl, "cognito-identity.amazonaws.com");
    const update = { ...ana, Email: "ana@x.com", Role: "READER" } as const;
    await client().send(new UpdateUserCommand(update));
    assert.equal((await describeUser())?.ExternalLoginId, "pool:1");
    await client().send(
      new UpdateUserCommand({ ...update, ExternalLoginFederationProviderType: "NONE" }),
    );
    assert.equal((await describeUser())?.ExternalLoginId, undefined);
  });

  it("gives a user a custom permissions profile that exists, and takes it back", async () => {
    await register(client(), "ana@x.com");
    const apply = { ...ana, CustomPermissionsName: "no-export" };
    const give = () => client().send(new UpdateUserCustomPermissionCommand(apply));
    await refused(give(), ResourceNotFoundException, { status: 404 });
    const profile = { AwsAccountId, CustomPermissionsName: "no-export" };
    await client().send(
      new CreateCustomPermissionsCommand({ ...profile, Capabilities: { ExportToCsv: "DENY" } }),
    );
    await give();
    assert.equal((await describeUser())?.CustomPermissionsName, "no-export");
    await client().send(new DeleteUserCustomPermissionCommand(ana));
    assert.equal((await describeUser())?.CustomPermissionsName, undefined);
  });

  it("takes a custom permissions profile with the registration and with an update", async () => {
    for (const CustomPermissionsName of ["no-export", "no-sharing"]) {
      const profile = { AwsAccountId, CustomPermissionsName };
      await client().send(
        new CreateCustomPermissionsCommand({ ...profile, Capabilities: { ExportToCsv: "DENY" } }),
      );
    }
    const listed = async () =>
      (await client().send(new ListUsersCommand(inDefault))).UserList?.map(
        ({ CustomPermissionsName }) => CustomPermissionsName,
      );
    const input = { ...iam, IamArn, SessionName: "ana@x.com" };
    const registerWith = (CustomPermissionsName: string) =>
      client().send(new RegisterUserCommand({ ...input, CustomPermissionsName }));
    await refused(registerWith("none"), ResourceNotFoundException, { status: 404 });
    await registerWith("no-export");
    assert.deepEqual(await listed(), ["no-export"]);
    const update = (more: object) =>
      client().send(new UpdateUserCommand({ ...ana, Email: "ana@x.com", Role: "READER", ...more }));
    await update({});
    assert.deepEqual(await listed(), ["no-export"]);
    await update({ CustomPermissionsName: "no-sharing" });
    assert.deepEqual(await listed(), ["no-sharing"]);
    await update({ UnapplyCustomPermissions: true });
    assert.deepEqual(await listed(), [undefined]);
  });
});
