import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person } from "../../core/people/person.ts";
import type { Problem } from "../../core/settings/problem.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import type { RoleProblems } from "../../stacks/checkSourceRoles.ts";
import { findUsableData } from "../../stacks/findUsableData.ts";
import { readDataFiles } from "../../stacks/readDataFiles.ts";
import { createDataSource } from "../simulator/support/assets.ts";
import { simulated } from "../simulator/support/simulated.ts";

const access = { region: "eu-west-1" };

describe("the data of a tenant, before anything is written", () => {
  const world = simulated();
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "data-files-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** What comes of a data set for each of these files, called as the file is, of the columns country and amount. */
  async function find(
    files: Record<string, string | Buffer | undefined>,
    {
      rowRules,
      people = [],
      taken = [],
      roles,
    }: {
      rowRules?: object[];
      people?: Person[];
      taken?: Problem[];
      roles?: RoleProblems;
    } = {},
  ) {
    for (const [name, content] of Object.entries(files)) {
      if (content !== undefined) await writeFile(join(folder, `${name}.csv`), content);
    }
    const sources = Object.keys(files).map((name) => [
      name,
      { type: "S3", name, file: join(folder, `${name}.csv`), owners: ["admin"] },
    ]);
    const sets = Object.keys(files).map((name) => [
      name,
      { name, source: name, columns: ["country", "amount"], owners: ["admin"], rowRules },
    ]);
    const { settings, problems } = parseTenant({
      namespace: "default",
      account: "organization/quicksight-governance/dev",
      membership: { file: "data/membership.csv" },
      groups: { admin: { role: "ADMIN" }, emea: {}, amer: {} },
      dataSources: Object.fromEntries(sources) as object,
      dataSets: Object.fromEntries(sets) as object,
    });
    assert.deepEqual(problems, []);
    assert.ok(settings !== undefined);
    const read = await readDataFiles(settings);
    const data = await findUsableData(
      settings,
      { people, files: read, taken, roles },
      "111122223333",
      access,
    );
    return {
      ...data,
      fileVersions: read.versions,
      said: data.problems.map(({ where, message }) =>
        `${where}: ${message}`.replace(`${folder}/`, ""),
      ),
    };
  }

  it("is what has a file as its data sets expect it, with the version of its content", async () => {
    const { said, dataSets, fileVersions } = await find({ good: "country,amount\nUSA,10\n" });
    assert.deepEqual(said, []);
    assert.deepEqual(Object.keys(dataSets), ["good"]);
    // What is in the states of those who have it: the beginning of a SHA-256.
    assert.equal(fileVersions.get("good"), "3a38d5ab3e95");
  });

  it("leaves out each file that QuickSight would read otherwise, with all that is wrong by file and line", async () => {
    const { said, dataSources, dataSets } = await find({
      bom: "\ufeffcountry,amount\nUSA,10\n",
      order: "amount,country\n10,USA\n",
      semicolon: "country;amount\nUSA;10\n",
      extra: "country,amount,comment\nUSA,10,x\n",
      empty: "",
      latin: Buffer.from("country,amount\nZürich,10\n", "latin1"),
      length: "country,amount\nUSA\n",
      missing: undefined,
      good: "country,amount\nUSA,10\n",
    });
    assert.deepEqual(
      said.map((text) => text.slice(0, 60)),
      [
        "bom.csv:1: begins with a byte order mark, which QuickSight d",
        "order.csv:1: the columns stand in another order (amount, cou",
        "semicolon.csv:1: is separated by semicolons, and QuickSight ",
        "extra.csv:1: has 3 columns (country, amount, comment), and t",
        "empty.csv:1: is empty; check the export that writes it",
        "latin.csv:2: is not UTF-8 but, by the look of it, Windows-12",
        "length.csv:2: the row has 1 field, the header has 2; correct",
        `tenant.dataSources.missing.file: there is no such file (got `,
      ],
    );
    assert.deepEqual([Object.keys(dataSources), Object.keys(dataSets)], [["good"], ["good"]]);
  });

  it("leaves out a data set of which somebody has more rules than QuickSight takes, by name", async () => {
    const rules = (group: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({ group, values: { country: `${group}${i}` } }));
    const person = (session: string, ...groups: string[]): Person => ({
      ...{ session, email: session, role: "READER", groups },
    });
    const rowRules = [...rules("emea", 600), ...rules("amer", 400)];
    const people = [person("ana@x.com", "amer", "emea"), person("leo@x.com", "emea")];
    const { said, dataSources, dataSets } = await find(
      { good: "country,amount\n" },
      { rowRules, people },
    );
    assert.deepEqual(said, [
      "tenant.dataSets.good.rowRules: ana@x.com has 1,000 rules (emea 600, amer 400), and QuickSight takes 999 for a person, own and of all groups; give several values in one rule as a list, or take people out of groups",
    ]);
    assert.deepEqual([Object.keys(dataSources), Object.keys(dataSets)], [["good"], []]);
    assert.deepEqual((await find({ good: "country,amount\n" }, { rowRules })).said, []);
  });

  it("leaves out what has an id that is another tenant's, with the data sets on it", async () => {
    const files = { a: "country,amount\n", b: "country,amount\n" };
    const taken = ["dataSources.a", "dataSets.b"].map((key) => ({
      ...{ where: `tenant.${key}`, message: "its id is taken" },
    }));
    const { said, dataSources, dataSets, waiting } = await find(files, { taken });
    assert.deepEqual(said, [
      "tenant.dataSources.a: its id is taken",
      "tenant.dataSets.b: its id is taken",
    ]);
    assert.deepEqual([Object.keys(dataSources), Object.keys(dataSets)], [["b"], []]);
    assert.deepEqual(waiting, ["a"], "the other one waits for more than its data source");
  });

  it("leaves out what has a role that cannot be handed over, a data set by that of its rules", async () => {
    const a = "tenant.dataSources.a";
    const b = "tenant.dataSets.b.rowRules";
    const wrong = (where: string) => [{ where, message: "may not", denied: true }];
    const roles = {
      dataSources: new Map([["a", wrong(a)]]),
      dataSets: new Map([["b", wrong(b)]]),
    };
    const good = "country,amount\nUSA,10\n";
    const { said, dataSources, dataSets } = await find({ a: good, b: good, c: good }, { roles });
    assert.deepEqual(said, [`${a}: may not`, `${b}: may not`]);
    assert.deepEqual(Object.keys(dataSources), ["b", "c"]);
    assert.deepEqual(Object.keys(dataSets), ["c"]);
  });

  it("leaves out a database whose secret cannot be used, also where QuickSight has it, and says that its data sets wait", async () => {
    const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/db-a1b2c3";
    const { settings } = parseTenant({
      namespace: "default",
      account: "organization/quicksight-governance/dev",
      membership: { file: "data/membership.csv" },
      groups: { admin: { role: "ADMIN" } },
      dataSources: {
        db: {
          ...{ type: "MYSQL", name: "Db", host: "new.x.com", port: 3306, database: "orders" },
          ...{ secret, owners: ["admin"] },
        },
      },
      dataSets: Object.fromEntries(
        ["orders", "costs"].map((name) => [
          name,
          { name, source: "db", table: { name }, columns: ["x"], owners: ["admin"] },
        ]),
      ) as object,
    });
    assert.ok(settings !== undefined);
    const client = world.client();
    await createDataSource(client, "qsgov-default-db", { Credentials: { SecretArn: secret } });
    const connection = {
      ...{ region: "eu-west-1", endpoint: world.url() },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    const known = { people: [], files: { versions: new Map(), problems: new Map() }, taken: [] };
    const before = { ...world.calls() };
    const data = await findUsableData(settings, known, "111122223333", connection);
    assert.deepEqual([data.dataSources, data.dataSets], [{}, {}]);
    assert.deepEqual(
      data.problems.map(
        ({ where, message }) => `${where}: ${message.replace(/; replicate.*/, "")}`,
      ),
      ["tenant.dataSources.db.secret: the secret is in us-east-1"],
    );
    assert.deepEqual(data.waiting, ["orders", "costs"]);
    assert.deepEqual(world.calls(), before);
  });
});
