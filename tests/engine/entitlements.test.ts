import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { readCsv, seenRows } from "../support/seenRows.ts";
import { previewNothing } from "../support/previewNothing.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample, SampleSettings } from "../support/sample.ts";

const stack = "dev-default";

/** The rules of the sample, as a table; then the city of one person, as the second seed has it. */
const byGroup = "group,person,country,city\nusa,,USA,\ngbr,,GBR,\nmex,,MEX,\nall-countries,,,\n";
const withPerson = `${byGroup},CatherineCimino@oktank.com,,Houston\n`;

describe("one entitlement table for all data sets, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "entitlements-"));
  });
  onDeployedSample((deployed) => {
    sample = deployed;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Runs with this table, which `revenue` takes in place of rules of its own. */
  const withTable = async (
    table: string,
    run: () => Promise<void>,
    mapping: object = { country: "country", city: "city" },
  ) => {
    const file = join(folder, "entitlements.csv");
    await writeFile(file, table);
    const change = (settings: SampleSettings) => {
      const revenue: Record<string, unknown> = settings.dataSets["revenue"] ?? {};
      delete revenue["rowRules"];
      revenue["entitled"] = mapping;
      Object.assign(settings, { entitlements: { file } });
    };
    await sample.withSettings(stack, change, run);
  };

  const up = async () => {
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
  };

  /** The rules file that is in the governance bucket. */
  const readRules = async () => {
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    const Bucket = `quicksight-governance-${sample.aws.accountId}-${sample.aws.region}`;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "data/" }));
    const Key = Contents.map(({ Key: key }) => key).find((key) =>
      /revenue-rules(\.csv)?$/.test(key ?? ""),
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const text = (await Body?.transformToString()) ?? "";
    s3.destroy();
    return text;
  };

  it("changes nothing where it says what the rules said", async () => {
    await withTable(byGroup, async () => {
      await previewNothing(sample, stack);
    });
  });

  it("gives one person the rows of a city, and names that in the preview", async () => {
    await withTable(withPerson, async () => {
      const preview = await sample.preview(stack);
      assert.equal(preview.code, 0, preview.stdout + preview.stderr);
      assert.match(
        preview.stdout + preview.stderr,
        /data-set "Revenue".*: CatherineCimino@oktank\.com would see more rows: city Houston/,
      );
      await up();
    });
    const rules = await readRules();
    const text = await readFile("data/fact_revenue.csv", "utf8");
    const [header = [], ...data] = readCsv(text);
    const rows = data.map((row) =>
      Object.fromEntries(header.map((name, index) => [name, row[index] ?? ""])),
    );
    const user = `arn:aws:quicksight:us-east-1:${sample.aws.accountId}:user/default/quicksight-fed-users/CatherineCimino@oktank.com`;
    const seen = seenRows({ rules, rows, groups: [], user });
    assert.deepEqual(
      seen,
      rows.filter(({ city }) => city === "Houston"),
    );
    assert.ok(seen.length > 0);
  });

  it("is asked about where it opens every row to a group", async () => {
    await withTable(byGroup.replace("gbr,,GBR,", "gbr,,,"), async () => {
      const { code, stdout, stderr } = await sample.preview(stack);
      assert.notEqual(code, 0);
      assert.match(stdout + stderr, /group gbr would see all rows; the limit is 0/);
    });
  });

  it("leaves the rules as they are, and fails by name, where a term is misspelt or the file is wrong", async () => {
    const before = await readRules();
    const cases = [
      [
        withPerson,
        { cuntry: "country" },
        /entitled\.cuntry: is not a term of the entitlement table/,
      ],
      [`${byGroup}gbr,,NULL,\n`, undefined, /entitlements\.csv:6: country "NULL"/],
      [`${byGroup}nobody,,USA,\n`, undefined, /entitlements\.csv:6: is not a group of this tenant/],
    ] as const;
    for (const [table, mapping, said] of cases) {
      await withTable(
        table,
        async () => {
          const { code, stdout, stderr } = await sample.up(stack);
          assert.notEqual(code, 0);
          assert.match(stdout + stderr, said);
        },
        mapping,
      );
      assert.equal(await readRules(), before);
    }
  });
});
