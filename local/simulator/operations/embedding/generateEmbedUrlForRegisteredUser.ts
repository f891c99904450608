import { randomUUID } from "node:crypto";
import type {
  GenerateEmbedUrlForRegisteredUserCommandInput,
  GenerateEmbedUrlForRegisteredUserCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Dashboard, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { dashboardKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { mayOpen } from "../assets/mayOpen.ts";
import { findPrincipal } from "../assets/principals.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";

/** The model sets 15 minutes to 10 hours; the error is the operation's own. */
const sessionMinutes = { least: 15, most: 600 };

/**
 * An address that shows a dashboard, or the console, to one user; it leads nowhere here.
 *
 * From the API reference: the user must be registered, one experience must be chosen, and a dashboard must be theirs to open, directly,
 * through groups or folders, or with everybody of the namespace. The error for the last, and all words, are ours.
 */
export const generateEmbedUrlForRegisteredUser: Handler<
  GenerateEmbedUrlForRegisteredUserCommandInput,
  Omit<GenerateEmbedUrlForRegisteredUserCommandOutput, "Status" | "RequestId">
> = (call, store) => {
  const { UserArn, ExperienceConfiguration, SessionLifetimeInMinutes } = call.input;
  const assets = assetsOf(store, call);
  if (findPrincipal(store, UserArn)?.type !== "user") {
    throw new ApiError("QuickSightUserNotFoundException", `User ${UserArn} not found.`);
  }
  const minutes = SessionLifetimeInMinutes ?? sessionMinutes.most;
  if (minutes < sessionMinutes.least || minutes > sessionMinutes.most) {
    const { least, most } = sessionMinutes;
    throw new ApiError(
      "SessionLifetimeInMinutesInvalidException",
      `SessionLifetimeInMinutes must be between ${least} and ${most}.`,
    );
  }
  const chosen = Object.values(ExperienceConfiguration).filter((one) => one !== undefined);
  if (chosen.length !== 1) refuse("Exactly one experience must be configured.");
  const { Dashboard: shown, DashboardVisual } = ExperienceConfiguration;
  const id = shown?.InitialDashboardId ?? DashboardVisual?.InitialDashboardVisualId.DashboardId;
  if (id !== undefined) requireOpen(store, assets, id, UserArn);
  const place = id === undefined ? "start" : `dashboards/${id}`;
  const EmbedUrl = `https://${call.region}.quicksight.aws.amazon.com/embed/${randomUUID()}/${place}?code=${randomUUID()}`;
  return { EmbedUrl };
};

function requireOpen(store: Store, assets: RegionAssets, id: string, userArn: string): void {
  const dashboard: Dashboard = requireAsset(assets.dashboards, dashboardKind, id);
  if (mayOpen(store, assets, dashboardKind, dashboard, userArn)) return;
  throw new ApiError("AccessDeniedException", `User ${userArn} can't open Dashboard ${id}.`);
}
