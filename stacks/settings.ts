import type { AccountSettings, TenantSettings } from "@quicksight-governance/core/settings";

export type {
  AccountSettings,
  DataSetSettings,
  DataSourceSettings,
  TenantSettings,
} from "@quicksight-governance/core/settings";

/** Which of the two a stack is, with its settings; each key is described in `core/settings/`. */
export type StackSettings =
  | { readonly kind: "account"; readonly account: AccountSettings }
  | { readonly kind: "tenant"; readonly tenant: TenantSettings };
