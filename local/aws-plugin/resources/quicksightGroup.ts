import {
  CreateGroupCommand,
  DeleteGroupCommand,
  DescribeGroupCommand,
  QuickSightClient,
  UpdateGroupCommand,
} from "@aws-sdk/client-quicksight";
import type { Resource } from "../resource.ts";

type GroupInputs = {
  awsAccountId?: string;
  namespace: string;
  groupName: string;
  description?: string;
};

/** `aws.quicksight.Group`. */
export const quicksightGroup: Resource<GroupInputs> = {
  type: "aws:quicksight/group:Group",
  inputs: ["awsAccountId", "namespace", "groupName", "description"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { awsAccountId, namespace, groupName, description }) {
    const account = awsAccountId ?? (await context.accountId());
    await context.client(QuickSightClient).send(
      new CreateGroupCommand({
        AwsAccountId: account,
        Namespace: namespace,
        GroupName: groupName,
        ...(description ? { Description: description } : {}),
      }),
    );
    return `${account}/${namespace}/${groupName}`;
  },

  async read(context, id) {
    const subject = parseId(id);
    const { Group } = await context
      .client(QuickSightClient)
      .send(new DescribeGroupCommand(subject));
    return {
      awsAccountId: subject.AwsAccountId,
      namespace: subject.Namespace,
      groupName: Group?.GroupName,
      description: Group?.Description,
      arn: Group?.Arn,
    };
  },

  async update(context, id, { description }) {
    // The API has no way to clear a description; the released provider sends none either.
    await context.client(QuickSightClient).send(
      new UpdateGroupCommand({
        ...parseId(id),
        ...(description ? { Description: description } : {}),
      }),
    );
  },

  async delete(context, id) {
    await context.client(QuickSightClient).send(new DeleteGroupCommand(parseId(id)));
  },
};

/** `ACCOUNT/NAMESPACE/NAME`; only the name may hold slashes. */
function parseId(id: string) {
  const [AwsAccountId = "", Namespace = "", ...name] = id.split("/");
  return { AwsAccountId, Namespace, GroupName: name.join("/") };
}
