import assert from "node:assert/strict";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { openIndex } from "../../../core/explain/accessIndex.ts";
import { verifyPerson } from "../../../core/explain/verifyPerson.ts";
import { asset, grant, person, snapshotOf } from "./explained.ts";

const ana = person("ana", "critical");

/** A service whose search of dashboards finds these, and whose other searches find nothing. */
function finding(...ids: string[]): QuickSightClient {
  const DashboardSummaryList = ids.map((DashboardId) => ({ DashboardId, Name: DashboardId }));
  const send = (command: object) =>
    Promise.resolve(
      /SearchDashboards/.test(command.constructor.name) ? { DashboardSummaryList } : {},
    );
  return { send } as unknown as QuickSightClient;
}

describe("What is compared with the service's own search", () => {
  const snapshot = snapshotOf(
    [ana],
    [
      asset("dashboard", "group", [grant("dashboard", "group/default/critical")]),
      asset("dashboard", "everybody", [grant("dashboard", "namespace/default")]),
      asset("dashboard", "link", [], { link: [grant("dashboard", "namespace/default")] }),
    ],
  );
  const verify = (...found: string[]) =>
    verifyPerson(openIndex(snapshot), { namespace: "default", person: ana }, [
      { region: "eu-west-1", client: finding(...found) },
    ]);

  it("leaves out what a whole namespace may open, whether the search counts that or not", async () => {
    const agreed = { agreed: 1, onlyHere: [], onlyThere: [] };
    assert.deepEqual(await verify("group"), agreed);
    assert.deepEqual(await verify("group", "everybody", "link"), agreed);
  });

  it("names what one of both alone finds", async () => {
    assert.deepEqual(await verify("other"), {
      ...{ agreed: 0, onlyHere: ["eu-west-1 dashboard/group"] },
      onlyThere: ["eu-west-1 dashboard/other"],
    });
  });
});
