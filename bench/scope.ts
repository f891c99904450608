import type { NamespaceScope } from "@quicksight-governance/core/aws";

/** The namespace that everything is measured in: that of a simulator started without options. */
export const scope: NamespaceScope = {
  accountId: "111122223333",
  partition: "aws",
  namespace: "default",
  identityRegion: "eu-west-1",
  federationRole: "quicksight-fed-users",
  groupPrefix: "quicksight-fed-",
};
