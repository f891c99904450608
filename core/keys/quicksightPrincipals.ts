/** QuickSight as a caller of KMS, by its name in each partition: in China it may end with `.cn` (its user guide shows both). */
export const quicksightPrincipals = [
  "quicksight.amazonaws.com",
  "quicksight.amazonaws.com.cn",
] as const;
