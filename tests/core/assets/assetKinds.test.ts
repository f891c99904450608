import assert from "node:assert/strict";
import { actionsOf } from "../../../core/assets/actionsOf.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import type { CommandClass, KindRow, KindTable } from "../../../core/assets/kindRow.ts";
import { limitsOf } from "../../../core/assets/limitsOf.ts";
import { ownersOf } from "../../../core/assets/ownersOf.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { loadModel } from "../../../local/simulator/model/loadModel.ts";
import type { Shape } from "../../../local/simulator/model/serviceModel.ts";

const model = loadModel();
const table: KindTable = assetKinds;

function shapeOf(name: string | undefined): Shape {
  const shape = model.shapes[name ?? ""];
  assert.ok(shape, `the API model has no shape ${name ?? ""}`);
  return shape;
}

function member(shape: Shape, name: string): Shape {
  const found = shape.members?.[name];
  assert.ok(found, `${name} is not one of ${Object.keys(shape.members ?? {}).join(", ")}`);
  return shapeOf(found.shape);
}

function operationOf({ name }: CommandClass) {
  const operation = model.operations[name.replace(/Command$/, "")];
  assert.ok(operation, name);
  return { input: shapeOf(operation.input.shape), output: shapeOf(operation.output.shape) };
}

/** What one page has: each asset as the model describes it. */
function itemOf(command: CommandClass, items: string): Shape {
  const { output } = operationOf(command);
  member(output, "NextToken");
  return shapeOf(member(output, items).member?.shape);
}

function checkItem(
  { id, item: [idMember, nameMember] = [id, "Name"], deleted }: KindRow,
  item: Shape,
) {
  assert.equal(member(item, idMember).type, "string");
  assert.equal(member(item, nameMember).type, "string");
  if (deleted !== undefined) assert.ok(member(item, "Status").enum?.includes(deleted));
}

describe("the table of kinds", () => {
  it("has the fourteen kinds that QuickSight has permissions for", () => {
    const shared = Object.keys(model.operations).flatMap((name) => {
      const [, kind] = /^Update(\w+)Permissions$/.exec(name) ?? [];
      return kind === undefined ? [] : [`${kind}Id`];
    });
    const others = ["CustomId", "ResourceId", "AutomationGroupId", "ExtensionId"];
    assert.deepEqual(
      shared.filter((id) => !others.includes(id)).sort(),
      Object.values(table)
        .map(({ id }) => id)
        .sort(),
    );
    assert.equal(Object.keys(table).length, 14);
  });

  for (const [kind, row] of Object.entries(table)) {
    describe(kind, () => {
      it("names what the API model has in lists and searches", () => {
        const { input } = operationOf(row.list.command);
        for (const name of Object.keys(row.list.input ?? {})) member(input, name);
        checkItem(row, itemOf(row.list.command, row.list.items));
        for (const { command } of [row.list, ...(row.search ? [row.search] : [])]) {
          const { max = 0 } = member(operationOf(command).input, "MaxResults");
          assert.equal(max, limitsOf(row).page, "the largest page");
        }
      });

      it("searches by direct owner if the API can", () => {
        const [one = ""] = Object.keys(model.operations).filter((name) =>
          name.startsWith(row.list.command.name.replace(/^List(\w+)Command$/, "Search$1")),
        );
        assert.equal(row.search === undefined, one === "", `${one} exists`);
        if (row.search === undefined) return;
        checkItem(row, itemOf(row.search.command, row.search.items));
        const filters = member(operationOf(row.search.command).input, "Filters");
        const filter = shapeOf(filters.member?.shape);
        for (const [name, value] of Object.entries(row.search.byOwner("arn:x"))) {
          const { enum: values } = member(filter, name);
          assert.ok(values?.includes(String(value)) ?? value === "arn:x", `${name}: ${value}`);
        }
      });

      it("describes and updates permissions within the limits of the API model", () => {
        const { input, output } = operationOf(row.describe);
        member(input, row.id);
        assert.equal(member(output, "Permissions").type, "list");
        assert.equal(output.members?.["NextToken"] !== undefined, row.permissionPages === true);
        const update = operationOf(row.update).input;
        member(update, row.id);
        for (const name of ["GrantPermissions", "RevokePermissions"]) {
          const { max = 64 } = member(update, name);
          assert.equal(max, limitsOf(row).changes, name);
        }
      });

      it("has sets of distinct actions, of which only the owner's shares, few enough for one grant", () => {
        for (const [level, actions] of Object.entries(row.sets)) {
          assert.equal(new Set(actions).size, actions.length);
          assert.ok(actions.length <= 20);
          const permission = { Principal: "arn:aws:quicksight:x", Actions: [...actions] };
          const Actions = permission.Actions.map((action) => `quicksight:${action}`);
          const owners = ownersOf(kind, [{ ...permission, Actions }]);
          assert.equal(owners.length, level === "owner" ? 1 : 0, level);
        }
      });
    });
  }

  it("says which kind is unknown, and which level a kind does not have", () => {
    assert.throws(() => permissionSet("gadget", "owner"), {
      message: /^no kind of asset is called "gadget"; there are dashboard, analysis, /,
    });
    assert.throws(() => permissionSet("toString", "owner"), { message: /called "toString"/ });
    assert.throws(() => permissionSet("dashboard", "contributor"), {
      message: "nobody can be contributor of a dashboard",
    });
  });

  it("says which rights of IAM each kind needs", () => {
    const needed = new Map(actionsOf().map((one) => [one.resource, one]));
    assert.deepEqual(needed.get("flow"), {
      resource: "flow",
      own: ["quicksight:GetFlowPermissions", "quicksight:UpdateFlowPermissions"],
      anywhere: ["quicksight:ListFlows", "quicksight:SearchFlows"],
    });
    assert.deepEqual(needed.get("theme"), {
      resource: "theme",
      own: [
        "quicksight:ListThemes",
        "quicksight:DescribeThemePermissions",
        "quicksight:UpdateThemePermissions",
      ],
      anywhere: [],
    });
    assert.ok(needed.has("dataset"));
  });
});
