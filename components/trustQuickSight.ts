/** A trust policy for QuickSight acting for this account, so that no other account's QuickSight is let in (confused deputy). */
export function trustQuickSight(accountId: string) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "QuickSightOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "quicksight.amazonaws.com" },
        Action: ["sts:AssumeRole"],
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  };
}
