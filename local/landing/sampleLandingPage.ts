import { resolveAccess } from "../../core/access/resolveAccess.ts";
import { landingDefinition } from "../../core/landing/landingDefinition.ts";
import { landingRows } from "../../core/landing/landingRows.ts";
import { landingSettings } from "../../core/settings/landingSettings.ts";
import { dashboards } from "../demo/furnish.ts";
import { readStackSettings } from "../demo/stackFiles.ts";
import { drawLandingPage } from "./drawLandingPage.ts";

/** The landing page that the sample organisation would have, as a picture: from its access, by what its stack would use. */
export function sampleLandingPage(): string {
  const settings = readStackSettings("dev-default");
  if (settings.kind !== "tenant") throw new Error("dev-default is no tenant");
  const { namespace, groups, access } = settings.tenant;
  const landing = landingSettings.parse({
    title: "Start here",
    text: "These dashboards are there. Who is in the group of a dashboard opens it.",
    contact: "BI desk, bi-desk@oktank.com",
  });
  const assets = Object.entries(dashboards).map(([id, name]) => ({ kind: "dashboard", id, name }));
  const { grants } = resolveAccess(access, assets);
  const rows = landingRows({ namespace, region: "eu-west-1", landing, groups, grants });
  const dataSet = "arn:aws:quicksight:eu-west-1:111122223333:dataset/qsgov-default-landing-page";
  return drawLandingPage(
    landingDefinition(landing, dataSet),
    rows.map((row) => ({ ...row })),
  );
}
