import assert from "node:assert/strict";
import {
  CreateFolderCommand,
  CreateFolderMembershipCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import { permissionSet } from "../../../../core/assets/permissionSet.ts";
import { createQuickSight } from "../../../../core/aws/createQuickSight.ts";
import { groupArnOf, groupNameOf, userArnOf } from "../../../../core/aws/scope.ts";
import { checkRuleCounts } from "../../../../core/data/checkRuleCounts.ts";
import { compileRowRules } from "../../../../core/data/compileRowRules.ts";
import { entitle, type Entitled } from "../../../../core/data/entitlements/entitle.ts";
import { checkAssertions } from "../../../../core/explain/assertions/checkAssertions.ts";
import { compileAssertions } from "../../../../core/explain/assertions/compileAssertions.ts";
import { openIndex } from "../../../../core/explain/accessIndex.ts";
import { declaredData } from "../../../../core/explain/declaredData.ts";
import { explainPerson } from "../../../../core/explain/explainPerson.ts";
import { readSnapshot } from "../../../../core/explain/readSnapshot.ts";
import { seeing, type Sight, sightOf } from "../../../../core/explain/sight/sightOf.ts";
import { withDeclaredRules } from "../../../../core/explain/sight/withDeclaredRules.ts";
import { assertionSettings } from "../../../../core/settings/assertionSettings.ts";
import type { DataSetSettings } from "../../../../core/settings/dataSettings.ts";
import {
  createDashboard,
  createDataSet,
  createDataSource,
  showing,
  table,
} from "../../../simulator/support/assets.ts";
import { readCsv } from "../../../support/seenRows.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../../support/simulatedNamespace.ts";
import { data as rows, type RandomSight, randomSight } from "./randomSight.ts";

/** `SIGHT_TENANTS=500` is the proof; fewer show a fault that comes in with a change. */
const numRuns = Number(process.env["SIGHT_TENANTS"] ?? 10);
const region = "eu-west-1";
const AwsAccountId = scope.accountId;
const groups = ["g0", "g1", "g2"];
const group = (number: number) => groups[number] ?? "";
const session = (number: number) => `p${number}@x.com`;

/** The data sets as settings and the entitlement table have them, and the rules that come of these. */
function declare({ sets, people }: RandomSight) {
  const who = (whom: RandomSight["sets"][number]["rules"][number]["whom"]) =>
    "group" in whom ? { group: group(whom.group) } : { person: session(whom.person) };
  const dataSets = Object.fromEntries(
    sets.map((set, number): [string, DataSetSettings] => {
      const more = Array.from({ length: set.many ?? 0 }, (_, index) => ({
        ...(index % 2 === 0 ? { group: "g0" } : { group: "g1" }),
        values: { country: `c${index}`, city: `d${index}` },
      }));
      const own = [...set.rules.map(({ whom, values }) => ({ ...who(whom), values })), ...more];
      return [
        `s${number}`,
        {
          ...{ name: `S${number}`, source: "db", table: { name: "t" }, import: "DIRECT_QUERY" },
          columns: ["country", "city", "email", "key"].map((name) => {
            const label = name === "email" ? { label: ["pii"] } : {};
            return { name, type: "STRING", ...label };
          }),
          ...{ viewers: set.viewers.map(group), owners: set.owners.map(group), allRows: [] },
          ...(set.by === "own" ? { rowRules: own } : {}),
          ...(set.by === "entitled" ? { entitled: { land: "country", town: "city" } } : {}),
          ...(set.columnRules.length === 0
            ? {}
            : {
                columnRules: set.columnRules.map((one) => ({
                  columns: one.columns,
                  groups: one.groups.map(group),
                })),
              }),
        },
      ];
    }),
  );
  const [first] = sets;
  const entitled = entitle(dataSets, {
    table: {
      terms: ["land", "town"],
      rows: (first?.rules ?? []).map(({ whom, values: { country, city } }, index) => ({
        ...{ ...who(whom), where: `table:${index}` },
        values: { ...(country && { land: country }), ...(city && { town: city }) },
      })),
    },
    people: people.map((_, number) => ({ session: session(number), email: session(number) })),
    fullNames: new Map(groups.map((name) => [name, groupNameOf(scope, name)])),
    findGroup: (name) => name,
    federationRole: scope.federationRole,
  });
  assert.equal(entitled.problems.size, 0);
  return entitled;
}

type Claim = RandomSight["claims"][number];

/** Who breaks a claim about a data set, by what files and account say. */
function judged(
  index: ReturnType<typeof openIndex>,
  key: string,
  set: DataSetSettings | undefined,
  { kind, whom, rows: conditions, columns, isByTerm }: Claim,
): string[] {
  const isEmpty = Object.keys(conditions ?? {}).length === 0 && columns === undefined;
  const byTerm =
    set?.entitled === undefined ? { country: "COUNTRY" } : { country: "land", city: "Town" };
  const terms = { country: "country", city: "city", ...(isByTerm ? byTerm : {}) };
  const claim = {
    ...("group" in whom ? { group: group(whom.group) } : { people: session(whom.person) }),
    "data-set": `qsgov-default-${key}`,
    ...(columns === undefined ? {} : { columns }),
    ...(isEmpty ? { label: "pii" } : {}),
    ...(Object.keys(conditions ?? {}).length === 0
      ? {}
      : {
          rows: Object.fromEntries(
            Object.entries(conditions ?? {}).map(([column, { values, isNot }]) => [
              terms[column as keyof typeof terms],
              isNot ? { not: values } : values,
            ]),
          ),
        }),
  };
  const { violations, unproved } = checkAssertions(
    index,
    compileAssertions([assertionSettings.parse({ [kind]: claim, reason: "r" })], {
      source: "tenant.assertions",
      tenant: { namespace: "default", groupPrefix: scope.groupPrefix },
    }),
  );
  assert.deepEqual(unproved, []);
  return violations.flatMap(({ people }) => people.map(({ person }) => person.userName));
}

/** Whether somebody breaks it, by the rows that they read: undefined where they read nothing. */
function isBroken(
  { kind, whom, rows: conditions = {}, columns }: Claim,
  { userName, groups: own }: { readonly userName: string; readonly groups: readonly string[] },
  read: readonly (readonly string[])[] | undefined,
): boolean {
  const isMeant =
    "group" in whom
      ? own.includes(groupNameOf(scope, group(whom.group)))
      : userName.endsWith(`/${session(whom.person)}`);
  if (isMeant === (kind === "only")) return false;
  const [header = [], ...all] = rows;
  const isEmpty = Object.keys(conditions).length === 0 && columns === undefined;
  const asked = isEmpty ? ["email"] : columns;
  const isAsked = (row: readonly string[]) =>
    Object.entries(conditions).every(
      ([column, { values, isNot }]) => values.includes(row[header.indexOf(column)] ?? "") !== isNot,
    );
  const [shown = [], ...seen] = read ?? [];
  const keys = new Set(seen.map((row) => row.at(-1)));
  const isSeen = (row: readonly string[]) => keys.has(row.at(-1));
  const some = asked?.filter((name) => shown.includes(name));
  if (kind !== "always") {
    return (
      (some === undefined || some.length > 0) && all.some((row) => isAsked(row) && isSeen(row))
    );
  }
  if (read === undefined || some?.length !== asked?.length) return true;
  if (Object.keys(conditions).length === 0) return keys.size === 0;
  return !all.filter(isAsked).every(isSeen);
}

describe("Which rows and columns explain says that people of random tenants see", () => {
  let world: SimulatedNamespace;
  let client: QuickSightClient;
  before(async () => {
    world = await simulateNamespace();
    client = createQuickSight({ ...world.connection, region });
  });
  after(async () => {
    client.destroy();
    await world.close();
  });

  const control = async (method: string, path: string, body?: object) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${world.simulator.url}/_sim/${path}`, { method, ...sent });
    assert.equal(response.status, 200);
    return (await response.json()) as { Opened: boolean; Reason?: string; Rows: string[][] };
  };

  async function build({ people, sets }: RandomSight, { dataSets }: Entitled): Promise<void> {
    const at = { AwsAccountId, Namespace: "default" };
    for (const name of groups) {
      const GroupName = groupNameOf(scope, name);
      await world.client.send(new CreateGroupCommand({ ...at, GroupName }));
    }
    for (const [number, own] of people.entries()) {
      const who = { IdentityType: "IAM", UserRole: "AUTHOR", Email: session(number) } as const;
      const IamArn = `arn:aws:iam::${AwsAccountId}:role/${scope.federationRole}`;
      const named = { ...at, ...who, IamArn, SessionName: session(number) };
      const { User } = await world.client.send(new RegisterUserCommand(named));
      for (const one of own) {
        const member = { GroupName: groupNameOf(scope, group(one)), MemberName: User?.UserName };
        await world.client.send(new CreateGroupMembershipCommand({ ...at, ...member }));
      }
    }
    await createDataSource(client, "db");
    const grant = (kind: string, number: number, level: "viewer" | "owner") => ({
      ...{ Principal: groupArnOf(scope, group(number)), Actions: permissionSet(kind, level) },
    });
    for (const [number, set] of sets.entries()) {
      const id = `qsgov-default-s${number}`;
      const { rowRules, columnRules } = dataSets[`s${number}`] ?? {};
      const arn = (name: string) => `arn:aws:quicksight:${region}:${AwsAccountId}:dataset/${name}`;
      if (rowRules !== undefined) {
        const { columns, csv } = compileRowRules(
          rowRules.map(({ group: name, person = "", values }) => ({
            principalArn: name === undefined ? userArnOf(scope, person) : groupArnOf(scope, name),
            values,
          })),
        );
        const isKept = (field: string) => Array.from(field).length <= 2047;
        assert.ok(
          readCsv(csv).every((row) => row.every(isKept)),
          "QuickSight cuts no field",
        );
        await createDataSet(client, `${id}-rules`, { ...table(...columns), UseAs: "RLS_RULES" });
        await control("POST", "rows", {
          ...{ DataSet: `${id}-rules`, Rows: readCsv(csv), Region: region },
        });
      }
      const Permissions = [
        ...set.viewers
          .filter((one) => !set.owners.includes(one))
          .map((one) => grant("data-set", one, "viewer")),
        ...set.owners.map((one) => grant("data-set", one, "owner")),
      ];
      await createDataSet(client, id, {
        ...table("country", "city", "email", "key"),
        ...(Permissions.length === 0 ? {} : { Permissions }),
        ...(columnRules && {
          ColumnLevelPermissionRules: columnRules.map((one) => ({
            ColumnNames: one.columns,
            Principals: one.groups.map((name) => groupArnOf(scope, name)),
          })),
        }),
        ...(rowRules && {
          RowLevelPermissionDataSet: {
            ...{ Arn: arn(`${id}-rules`), PermissionPolicy: "GRANT_ACCESS" },
            FormatVersion: "VERSION_2",
          },
        }),
      });
      await control("POST", "rows", { DataSet: id, Rows: rows, Region: region });
      const opened = set.dashboard.map((one) => grant("dashboard", one, "viewer"));
      await createDashboard(client, `d${number}`, {
        Definition: showing(id),
        ...(opened.length === 0 ? {} : { Permissions: opened }),
      });
      const inside = set.folder.map((one) => grant("folder", one.group, one.level));
      if (inside.length === 0) continue;
      const folder = { AwsAccountId, FolderId: `f${number}` };
      await client.send(
        new CreateFolderCommand({ ...folder, Name: folder.FolderId, Permissions: inside }),
      );
      const member = { MemberId: id, MemberType: "DATASET" } as const;
      await client.send(new CreateFolderMembershipCommand({ ...folder, ...member }));
    }
  }

  /** The rows that a sight comes to, the header first. */
  function rowsOf({ limit, hidden }: Sight): string[][] {
    const [header = [], ...all] = rows;
    const fits = (row: readonly string[]) =>
      limit === undefined ||
      limit.rules.some(({ values }) =>
        Object.entries(values).every(([column, some]) =>
          some.includes(row[header.indexOf(column)] ?? ""),
        ),
      );
    const shown = (row: readonly string[]) =>
      row.filter((_, place) => !hidden.includes(header[place] ?? ""));
    return [header, ...all.filter(fits)].map(shown);
  }

  it(`are what the simulator lets them read, in ${numRuns} tenants`, async () => {
    const clients = {
      intent: "reading",
      identity: world.client,
      data: [{ region, client }],
    } as const;
    const counted = {
      ...{ compared: 0, refused: 0, tooMany: 0, limited: 0, owners: 0 },
      ...{ asserted: 0, broken: 0 },
    };
    await fc.assert(
      fc.asyncProperty(randomSight, async (random) => {
        world.simulator.reset({ namespaceDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0 });
        const entitled = declare(random);
        await build(random, entitled);
        const live = await readSnapshot(clients, scope, "2026-01-01T00:00:00Z");
        const settings = { namespace: "default", access: [], dataSources: {}, landing: undefined };
        const declared = declaredData({ ...settings, dataSets: entitled.dataSets }, (key) => ({
          rules: entitled.writtenOf(key),
        }));
        const index = openIndex(withDeclaredRules(live, scope, region, declared));
        const see = seeing(index);
        const readings = new Map<string, readonly (readonly string[])[]>();
        const left = new Set<string>();
        const members = random.people.map((own, number) => {
          return { session: session(number), groups: own.map(group) };
        });
        for (const person of live.namespaces["default"]?.people ?? []) {
          const open = explainPerson(index, "default", person).dataSets.map(({ id }) => id);
          for (const [key, set] of Object.entries(entitled.dataSets)) {
            const id = `qsgov-default-${key}`;
            const query = { dataSet: id, user: person.userName, region };
            const read = await control("GET", `rows?${new URLSearchParams(query).toString()}`);
            const named = { namespace: "default", person };
            const sight = sightOf(index, see, named, { region, id });
            const own = members.filter((one) => person.userName.endsWith(one.session));
            const isTooMany = checkRuleCounts("", set, own).length > 0 && sight.limit !== undefined;
            const who = `${person.userName} of ${id}`;
            assert.equal(
              read.Opened,
              open.includes(id) && !isTooMany,
              `${who}: ${read.Reason ?? ""}`,
            );
            if (isTooMany) left.add(`${person.userName} ${key}`);
            if (read.Opened) readings.set(`${person.userName} ${key}`, read.Rows);
            if (!read.Opened) {
              counted.refused += 1;
              counted.tooMany += isTooMany ? 1 : 0;
              continue;
            }
            assert.deepEqual(read.Rows, rowsOf(sight), who);
            counted.compared += 1;
            counted.limited += read.Rows.length < rows.length ? 1 : 0;
            counted.owners += sight.past === "owner" ? 1 : 0;
          }
        }
        const everybody = live.namespaces["default"]?.people ?? [];
        for (const claim of random.claims) {
          const key = `s${claim.set % random.sets.length}`;
          const isLeft = (userName: string) => left.has(`${userName} ${key}`);
          const found = judged(index, key, entitled.dataSets[key], claim).filter(
            (one) => !isLeft(one),
          );
          const expected = everybody
            .filter((person) => isBroken(claim, person, readings.get(`${person.userName} ${key}`)))
            .map(({ userName }) => userName)
            .filter((one) => !isLeft(one));
          assert.deepEqual(found.sort(), expected.sort(), JSON.stringify([key, claim]));
          counted.asserted += everybody.length;
          counted.broken += expected.length;
        }
      }),
      { numRuns },
    );
    const { tooMany, ...always } = counted;
    assert.ok(
      Object.values(always).every((count) => count > 0) && (tooMany > 0 || numRuns < 100),
      JSON.stringify(counted),
    );
    if (process.env["SIGHT_TENANTS"] !== undefined) console.log(JSON.stringify(counted));
  }).timeout(numRuns * 8000);
});
