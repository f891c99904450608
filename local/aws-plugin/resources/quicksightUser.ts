import {
  DeleteUserCommand,
  DescribeUserCommand,
  type IdentityType,
  QuickSightClient,
  RegisterUserCommand,
  UpdateUserCommand,
  type UserRole,
} from "@aws-sdk/client-quicksight";
import type { Resource } from "../resource.ts";

type UserInputs = {
  awsAccountId?: string;
  email: string;
  iamArn?: string;
  identityType: IdentityType;
  namespace: string;
  sessionName?: string;
  userName?: string;
  userRole: UserRole;
};

/**
 * `aws.quicksight.User`; its id is `ACCOUNT/NAMESPACE/USER_NAME`.
 *
 * As with the released provider, any change of the role replaces the user, and the new one is registered before the old one
 * is deleted, which QuickSight refuses unless the program says `deleteBeforeReplace` (hashicorp/terraform-provider-aws#43508;
 * calls and schema: internal/service/quicksight/user.go there).
 */
export const quicksightUser: Resource<UserInputs> = {
  type: "aws:quicksight/user:User",
  inputs: [
    "awsAccountId",
    "email",
    "iamArn",
    "identityType",
    "namespace",
    "sessionName",
    "userName",
    "userRole",
  ],
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const account = inputs.awsAccountId ?? (await context.accountId());
    const { User } = await context.client(QuickSightClient).send(
      new RegisterUserCommand({
        AwsAccountId: account,
        Namespace: inputs.namespace,
        Email: inputs.email,
        IdentityType: inputs.identityType,
        UserRole: inputs.userRole,
        ...(inputs.iamArn ? { IamArn: inputs.iamArn } : {}),
        ...(inputs.sessionName ? { SessionName: inputs.sessionName } : {}),
        ...(inputs.userName ? { UserName: inputs.userName } : {}),
      }),
    );
    return [account, inputs.namespace, User?.UserName ?? ""].join("/");
  },

  async read(context, id) {
    const key = parseId(id);
    const { User } = await context.client(QuickSightClient).send(new DescribeUserCommand(key));
    return {
      awsAccountId: key.AwsAccountId,
      namespace: key.Namespace,
      arn: User?.Arn,
      email: User?.Email,
      userName: User?.UserName,
      userRole: User?.Role,
    };
  },

  async update(context, id, { email, userRole }) {
    await context
      .client(QuickSightClient)
      .send(new UpdateUserCommand({ ...parseId(id), Email: email, Role: userRole }));
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteUserCommand(parseId(id)));
  },
};

/** Only the user name may hold slashes: that of a role's session does. */
function parseId(id: string) {
  const [AwsAccountId = "", Namespace = "", ...name] = id.split("/");
  return { AwsAccountId, Namespace, UserName: name.join("/") };
}
