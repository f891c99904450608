import assert from "node:assert/strict";
import { formatObjectAccess } from "../../../core/reports/formatObjectAccess.ts";
import { asset, grant } from "../explain/explained.ts";

describe("object_access.csv", () => {
  it("has a line for who may open a dashboard by its link, and says that it is by that", () => {
    const link = [grant("dashboard", "namespace/default")];
    const shared = asset("dashboard", "sales", [grant("dashboard", "group/default/a")], { link });
    const [header = "", ...rows] = formatObjectAccess({ assets: [shared] })
      .trim()
      .split("\n");
    const places = ["principal_type", "principal", "link"].map((name) =>
      header.split(",").indexOf(name),
    );
    assert.deepEqual(
      rows.map((row) => places.map((place) => row.split(",")[place])),
      [
        ["group", "a", ""],
        ["namespace", "default", "true"],
      ],
    );
  });
});
