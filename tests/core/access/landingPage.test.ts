import assert from "node:assert/strict";
import { decideAccess } from "../../../core/access/decideAccess.ts";
import { landingAssetOf, withLandingPage } from "../../../core/access/landingPage.ts";
import { resolveAccess } from "../../../core/access/resolveAccess.ts";
import { landingSettings } from "../../../core/settings/landingSettings.ts";

const landing = landingSettings.parse({ contact: "BI desk" });
const page = landingAssetOf({ namespace: "default", landing });
const kpi = { kind: "dashboard", id: "kpi", name: "KPIs" };

describe("access to the landing page", () => {
  it("is everybody's, beside what the setting gives, and nothing without the setting", () => {
    const resolved = resolveAccess([{ group: "g", dashboards: ["KPIs"] }], [kpi]);
    assert.equal(withLandingPage(resolved, landingAssetOf({ namespace: "default" })), resolved);
    assert.deepEqual(
      withLandingPage(resolved, page).grants.map(({ group, level, asset }) => [
        group,
        level,
        asset?.id,
      ]),
      [
        ["g", "viewer", "kpi"],
        ["*", "viewer", "landing-page-default"],
      ],
    );
  });

  it("alone takes nothing from groups that somebody gave dashboards to, and what was declared for groups goes", () => {
    const { grants } = withLandingPage(resolveAccess([], []), page);
    assert.equal(decideAccess({ grants, former: [] }).isOurs(kpi, "g"), false);
    assert.equal(decideAccess({ grants: [], former: [] }).isOurs(kpi, "g"), true);
    assert.equal(
      decideAccess({ grants: [], former: grants }).isOurs(kpi, "g"),
      false,
      "nor once it goes",
    );
    const former = [{ group: "g", level: "viewer", asset: kpi } as const];
    assert.equal(decideAccess({ grants, former }).isOurs(kpi, "h"), true);
    assert.ok(page);
    assert.equal(decideAccess({ grants, former: [] }).isOurs(page, "*"), true);
  });
});
