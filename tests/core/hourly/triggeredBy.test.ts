import assert from "node:assert/strict";
import fc from "fast-check";
import { runSoon } from "../../../core/hourly/runSoon.ts";
import { triggeredBy } from "../../../core/hourly/triggeredBy.ts";

const deployed = ["default", "sales", "sales-eu"];
const event = (source: string, type: string, detail: object) => ({
  ...{ source, "detail-type": type, time: "2026-11-30T10:00:00Z" },
  detail: { ...detail },
});
const upload = (key: string) =>
  event("aws.s3", "Object Created", { bucket: { name: "governance" }, object: { key } });
const call = (eventName: string, requestParameters: object | null) =>
  event("aws.quicksight", "AWS API Call via CloudTrail", {
    ...{ eventName, requestParameters },
    userIdentity: { arn: "arn:aws:iam::111122223333:user/somebody" },
  });
const namespacesOf = (of: Parameters<typeof triggeredBy>[0]) =>
  triggeredBy(of, deployed).namespaces;

describe("what an event is about", () => {
  it("is the tenant whose membership file was uploaded, and of other files nobody", () => {
    assert.deepEqual(namespacesOf(upload("membership/sales.csv")), ["sales"]);
    assert.deepEqual(namespacesOf(upload("membership/sales-eu.csv")), ["sales-eu"]);
    assert.deepEqual(namespacesOf(upload("membership/unknown.csv")), []);
    assert.deepEqual(namespacesOf(upload("membership/sales.csv.tmp")), []);
    assert.deepEqual(namespacesOf(upload("settings/sales.json")), []);
  });

  it("is namespace default where somebody registered themselves", () => {
    const arrival = event("aws.quicksight", "AWS Service Event via CloudTrail", {
      eventName: "CreateUser",
      requestParameters: null,
      serviceEventDetails: {
        eventRequestDetails: { userName: "quicksight-fed-users:ana@example.com" },
      },
    });
    assert.deepEqual(namespacesOf(arrival), ["default"]);
    assert.deepEqual(triggeredBy(arrival, ["sales"]).namespaces, []);
  });

  it("is the namespaces that a change by hand names, also in the ARNs of those who gain and lose", () => {
    const membership = { namespace: "sales", groupName: "quicksight-fed-critical" };
    assert.deepEqual(namespacesOf(call("CreateGroupMembership", membership)), ["sales"]);
    const arn = (rest: string) => `arn:aws:quicksight:us-east-1:111122223333:${rest}`;
    const permissions = {
      dashboardId: "costs",
      grantPermissions: [{ principal: arn("group/sales-eu/quicksight-fed-usa"), actions: [] }],
      revokePermissions: [{ principal: arn("user/default/quicksight-fed-users/ana"), actions: [] }],
    };
    assert.deepEqual(namespacesOf(call("UpdateDashboardPermissions", permissions)), [
      "default",
      "sales-eu",
    ]);
    assert.deepEqual(namespacesOf(call("UpdateDashboardPermissions", { dashboardId: "x" })), []);
    assert.deepEqual(namespacesOf(call("UpdateUser", null)), []);
  });

  it("is said with who did it", () => {
    const { why } = triggeredBy(call("DeleteUser", { namespace: "sales" }), deployed);
    assert.equal(why, "DeleteUser by arn:aws:iam::111122223333:user/somebody");
  });
});

describe("the run that an event asks for", () => {
  const fires = ({ expression }: { expression: string }) =>
    Date.parse(`${expression.slice(3, -1)}Z`);
  const moments = fc.date({
    min: new Date("2026-01-01T00:00:00Z"),
    max: new Date("2027-01-01T00:00:00Z"),
    noInvalidDate: true,
  });

  it("reads what was there half a minute after it, and comes within a minute and a half", () => {
    fc.assert(
      fc.property(moments, (now) => {
        const wait = fires(runSoon("sales", now)) - now.getTime();
        assert.ok(wait >= 30_000 && wait <= 90_000, String(wait));
      }),
    );
  });

  it("is one run with all events of that tenant which wait for the same minute, and with those of no other", () => {
    fc.assert(
      fc.property(moments, fc.nat(120_000), (first, laterMs) => {
        const second = new Date(first.getTime() + laterMs);
        const [one, other] = [runSoon("sales", first), runSoon("sales", second)];
        assert.equal(one.name === other.name, fires(one) === fires(other));
        assert.notEqual(runSoon("sales-eu", first).name, one.name);
      }),
    );
  });

  it("has a name that Scheduler takes, whatever the namespace is called", () => {
    const names = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/);
    fc.assert(
      fc.property(names, moments, (namespace, now) => {
        assert.match(runSoon(namespace, now).name, /^[0-9A-Za-z_.-]{1,64}$/);
      }),
    );
  });
});
