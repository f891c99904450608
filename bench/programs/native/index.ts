import * as aws from "@pulumi/aws";
import { federationRoleArn, groupNameOf } from "@quicksight-governance/core/aws";
import { readPeople } from "../../readPeople.ts";
import { scope } from "../../scope.ts";

const { accountId: awsAccountId, namespace } = scope;

for (const { email, role, groups } of await readPeople()) {
  const user = new aws.quicksight.User(
    email,
    {
      awsAccountId,
      namespace,
      email,
      identityType: "IAM",
      iamArn: federationRoleArn(scope),
      sessionName: email,
      userRole: role,
    },
    { deleteBeforeReplace: true },
  );
  for (const group of groups) {
    new aws.quicksight.GroupMembership(`${email}/${group}`, {
      awsAccountId,
      namespace,
      groupName: groupNameOf(scope, group),
      memberName: user.userName,
    });
  }
}
