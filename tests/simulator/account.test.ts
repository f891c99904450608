import assert from "node:assert/strict";
import {
  AccessDeniedException,
  CreateAccountSubscriptionCommand,
  CreateCustomPermissionsCommand,
  DeleteAccountCustomPermissionCommand,
  DeleteAccountSubscriptionCommand,
  DescribeAccountCustomPermissionCommand,
  DescribeAccountSettingsCommand,
  DescribeAccountSubscriptionCommand,
  DescribeIpRestrictionCommand,
  DescribeResourcePermissionsCommand,
  InvalidParameterValueException,
  ListDashboardsCommand,
  ListDataSourcesCommand,
  ListGroupsCommand,
  ListNamespacesCommand,
  ListUsersCommand,
  PreconditionNotMetException,
  RegisterUserCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateAccountCustomPermissionCommand,
  UpdateAccountSettingsCommand,
  UpdateIpRestrictionCommand,
  UnsupportedUserEditionException,
  UpdatePublicSharingSettingsCommand,
  UpdateResourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { IamArn } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const account = { AwsAccountId };
const subscription = {
  ...account,
  AccountName: "acme-bi",
  AuthenticationMethod: "IAM_AND_QUICKSIGHT",
  Edition: "ENTERPRISE",
  NotificationEmail: "bi@acme.example",
} as const;
const notSubscribed = {
  status: 404,
  message: `Namespace default not found in account ${AwsAccountId}. AWS account ID: ${AwsAccountId}, Namespace: default.`,
};

describe("simulator: the account", () => {
  const { client, clientWith, reset } = simulated();
  const settings = async () =>
    (await client().send(new DescribeAccountSettingsCommand(account))).AccountSettings;

  it("shows and changes its settings", async () => {
    assert.equal((await settings())?.Edition, "ENTERPRISE");
    await client().send(
      new UpdateAccountSettingsCommand({
        ...account,
        DefaultNamespace: "default",
        NotificationEmail: "bi@acme.example",
        TerminationProtectionEnabled: true,
      }),
    );
    await client().send(
      new UpdatePublicSharingSettingsCommand({ ...account, PublicSharingEnabled: true }),
    );
    assert.deepEqual(await settings(), {
      AccountName: "simulated",
      Edition: "ENTERPRISE",
      DefaultNamespace: "default",
      NotificationEmail: "bi@acme.example",
      PublicSharingEnabled: true,
      TerminationProtectionEnabled: true,
    });
  });

  it("protects a new account from termination", async () => {
    assert.equal((await settings())?.TerminationProtectionEnabled, true);
    const remove = () => client().send(new DeleteAccountSubscriptionCommand(account));
    await refused(remove(), PreconditionNotMetException, { status: 400 });
    reset({ subscribed: false });
    await client().send(new CreateAccountSubscriptionCommand(subscription));
    assert.equal((await settings())?.TerminationProtectionEnabled, true);
  });

  it("of the Standard edition does not show its settings, in the words of AWS", async () => {
    reset({ edition: "STANDARD" });
    const message = "Operation is disabled for STANDARD Edition. ";
    await refused(settings(), AccessDeniedException, { status: 401, message });
  });

  it("answers lists without a subscription each in its own way", async () => {
    reset({ subscribed: false });
    await refused(client().send(new ListGroupsCommand(inDefault)), ResourceNotFoundException, {
      status: 404,
      message: /^Account \d+ is not signed up with QuickSight with namespace default/,
    });
    await refused(
      client().send(new ListDashboardsCommand(account)),
      UnsupportedUserEditionException,
      { status: 403 },
    );
    const { DataSources } = await client().send(new ListDataSourcesCommand(account));
    assert.deepEqual(DataSources, []);
  });

  it("refuses a default namespace that does not exist", async () => {
    const input = { ...account, DefaultNamespace: "acme" };
    await refused(
      client().send(new UpdateAccountSettingsCommand(input)),
      ResourceNotFoundException,
      { status: 404, resourceType: "NAMESPACE" },
    );
  });

  it("answers ResourceNotFoundException to most calls without a subscription", async () => {
    reset({ subscribed: false });
    await Promise.all(
      [
        settings(),
        client().send(new DescribeAccountSubscriptionCommand(account)),
        client().send(new ListNamespacesCommand(account)),
        client().send(new ListUsersCommand(inDefault)),
        client().send(
          new RegisterUserCommand({
            ...inDefault,
            IdentityType: "IAM",
            Email: "ana@x.com",
            UserRole: "READER",
            IamArn,
            SessionName: "ana@x.com",
          }),
        ),
      ].map((call) => refused(call, ResourceNotFoundException, notSubscribed)),
    );
  });

  it("subscribes once, in the Region that then becomes its identity Region", async () => {
    reset({ subscribed: false });
    const american = clientWith({ region: "us-east-1" });
    const subscribe = () => american.send(new CreateAccountSubscriptionCommand(subscription));
    const { SignupResponse } = await subscribe();
    assert.equal(SignupResponse?.accountName, "acme-bi");
    await refused(subscribe(), ResourceExistsException, { status: 409 });
    const { AccountInfo } = await american.send(new DescribeAccountSubscriptionCommand(account));
    assert.equal(AccountInfo?.AccountSubscriptionStatus, "ACCOUNT_CREATED");
    const { Namespaces } = await american.send(new ListNamespacesCommand(account));
    assert.equal(
      Namespaces?.[0]?.Arn,
      `arn:aws:quicksight:us-east-1:${AwsAccountId}:namespace/default`,
    );
  });

  it("ends the subscription only when termination protection is off", async () => {
    const protect = (TerminationProtectionEnabled: boolean) =>
      client().send(
        new UpdateAccountSettingsCommand({
          ...account,
          DefaultNamespace: "default",
          TerminationProtectionEnabled,
        }),
      );
    const unsubscribe = () => client().send(new DeleteAccountSubscriptionCommand(account));
    await protect(true);
    await refused(unsubscribe(), PreconditionNotMetException, { status: 400 });
    await protect(false);
    await unsubscribe();
    const { AccountInfo } = await client().send(new DescribeAccountSubscriptionCommand(account));
    assert.equal(AccountInfo?.AccountSubscriptionStatus, "UNSUBSCRIBED");
    await refused(settings(), ResourceNotFoundException, notSubscribed);
  });

  it("applies a custom permissions profile to itself and takes it back", async () => {
    const profile = { ...account, CustomPermissionsName: "no-export" };
    const describeProfile = () =>
      client().send(new DescribeAccountCustomPermissionCommand(account));
    await client().send(
      new CreateCustomPermissionsCommand({ ...profile, Capabilities: { ExportToCsv: "DENY" } }),
    );
    await client().send(new UpdateAccountCustomPermissionCommand(profile));
    assert.equal((await describeProfile()).CustomPermissionsName, "no-export");
    await client().send(new DeleteAccountCustomPermissionCommand(account));
    await refused(describeProfile(), ResourceNotFoundException, { status: 404 });
  });

  it("uses the customer's service role from then on, in the home Region, without a way back", async () => {
    const show = async () => {
      const shown = await client().send(new DescribeResourcePermissionsCommand(account));
      return [shown.RoleType, shown.CustomerManagedRoleArn];
    };
    const use = (
      CustomerManagedRoleArn: string,
      RoleType: "CUSTOMER_MANAGED" | "QUICKSIGHT_MANAGED" = "CUSTOMER_MANAGED",
      by = client(),
    ) =>
      by.send(
        new UpdateResourcePermissionsCommand({ ...account, RoleType, CustomerManagedRoleArn }),
      );
    assert.deepEqual(await show(), ["QUICKSIGHT_MANAGED", undefined]);
    const role = `arn:aws:iam::${AwsAccountId}:role/bi/quicksight`;
    await use(role);
    assert.deepEqual(await show(), ["CUSTOMER_MANAGED", role]);
    await Promise.all(
      [use(role, "QUICKSIGHT_MANAGED"), use("arn:aws:iam::444455556666:role/quicksight")].map(
        (call) => refused(call, InvalidParameterValueException, { status: 400 }),
      ),
    );
    const american = clientWith({ region: "us-east-1" });
    await refused(use(role, "CUSTOMER_MANAGED", american), AccessDeniedException, { status: 401 });
    assert.deepEqual(await show(), ["CUSTOMER_MANAGED", role]);
  });

  it("keeps the rules on where it may be used from", async () => {
    const rules = { IpRestrictionRuleMap: { "203.0.113.0/24": "office" }, Enabled: true };
    await client().send(new UpdateIpRestrictionCommand({ ...account, ...rules }));
    const { IpRestrictionRuleMap, Enabled } = await client().send(
      new DescribeIpRestrictionCommand(account),
    );
    assert.deepEqual({ IpRestrictionRuleMap, Enabled }, rules);
  });
});
