import type {
  UpdatePublicSharingSettingsCommandInput,
  UpdatePublicSharingSettingsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireSubscription } from "../requireNamespace.ts";

/** Allows or forbids to share dashboards with everyone on the internet. */
export const updatePublicSharingSettings: Handler<
  UpdatePublicSharingSettingsCommandInput,
  UpdatePublicSharingSettingsCommandOutput
> = ({ input }, store) => {
  requireSubscription(store);
  store.account.publicSharingEnabled = input.PublicSharingEnabled ?? false;
  return {};
};
