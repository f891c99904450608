/** QuickSight as a caller of KMS: its user guide shows the first name for China as well, where those of other services end with `.cn`. */
export const quicksightPrincipals = [
  "quicksight.amazonaws.com",
  "quicksight.amazonaws.com.cn",
] as const;
