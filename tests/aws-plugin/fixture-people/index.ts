import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

const readers = new aws.quicksight.Group("readers", { groupName: "readers" });
const ana = new aws.quicksight.User(
  "ana",
  {
    email: config.get("email") ?? "ana@example.com",
    identityType: "IAM",
    iamArn: "arn:aws:iam::123456789012:role/fed",
    sessionName: "ana@example.com",
    userRole: config.get("role") ?? "READER",
  },
  { deleteBeforeReplace: true },
);
const membership = new aws.quicksight.GroupMembership("ana-readers", {
  groupName: readers.groupName,
  memberName: ana.userName,
});

export const userId = ana.id;
export const userArn = ana.arn;
export const membershipId = membership.id;
