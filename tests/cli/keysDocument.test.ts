import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type QuickSightClient, UpdateKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import Papa from "papaparse";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { dataSetArn, event, keyArn, retirementById } from "../core/keys/audit/events.ts";
import { packTrail, trailPath, writeFiles } from "../core/keys/audit/trailFolder.ts";
import { dataRegion, openClient } from "./dashboards.ts";
import { accountId, qsgov, workplace } from "./qsgov.ts";

const [main, former] = [keyArn("main"), keyArn("former")];
const at = (time: string) => `2026-03-01T${time}Z`;
/** An address that nobody listens at. */
const nowhere = "http://127.0.0.1:9";

/** What `qsgov keys --json` prints, as far as others build on it. */
interface KeysDocument {
  readonly dataSets: readonly ({
    readonly arn: string;
    readonly keyArn: string | null;
    readonly since: string | null;
    readonly lastUsed: string | null;
    readonly state: "current" | "stale" | "retired" | "never";
  } & Record<string, unknown>)[];
  readonly skipped: Readonly<Record<string, number>>;
  readonly [more: string]: unknown;
}

describe("what qsgov keys --json prints for other programs", () => {
  const { directory, run, simulator, control } = workplace();
  let client: QuickSightClient;
  beforeEach(async () => {
    client = openClient(simulator(), dataRegion);
    await createDataSource(client, "db");
    const KeyRegistration = [main, former].map((KeyArn) => ({
      ...{ KeyArn, DefaultKey: KeyArn === main },
    }));
    await client.send(
      new UpdateKeyRegistrationCommand({ AwsAccountId: accountId, KeyRegistration }),
    );
  });
  afterEach(() => {
    client.destroy();
  });
  const environment = { AWS_REGION: dataRegion, AWS_ENDPOINT_URL_KMS: nowhere };
  const read = async (args = "--trail trail", more: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await run(`keys ${args} --json`, { ...environment, ...more });
    return { code, stderr, document: JSON.parse(stdout) as KeysDocument };
  };
  const contract = ({ dataSets }: KeysDocument) =>
    dataSets.map(({ arn, keyArn: key, since, lastUsed, state }) => [
      ...[arn.split("dataset/")[1], key, since, lastUsed, state],
    ]);
  const granted = (id: string, key = main, time = "09:00:00") =>
    event({ name: "CreateGrant", dataSet: dataSetArn(id), key, at: time, grant: id });

  const log = [
    granted("orders"),
    event({ name: "GenerateDataKey", dataSet: dataSetArn("orders"), key: main, at: "09:00:01" }),
    event({ dataSet: dataSetArn("orders"), key: main, at: "11:00:00" }),
    granted("costs", former, "08:00:00"),
    granted("people", main, "08:30:00"),
    retirementById("people", "10:00:00"),
    granted("deleted", former, "07:00:00"),
    granted("live", former, "07:30:00"),
    event({ name: "ListKeys" }),
  ];

  it("names each data set, its key, since when, its last use and one of four states, also of those that are gone", async () => {
    for (const id of ["orders", "costs", "people", "old"]) {
      await createDataSet(client, id, { ImportMode: "SPICE" });
    }
    await createDataSet(client, "live");
    await writeFiles(join(directory(), "trail"), {
      "some/where/part-1.gz": packTrail(log),
      "part-2.json.gz": "not gzip",
      [trailPath({ account: "999988887777" })]: packTrail([granted("costs")]),
    });
    const { code, document } = await read();
    assert.equal(code, 2);
    assert.deepEqual(contract(document), [
      ["costs", former, at("08:00:00"), null, "stale"],
      ["deleted", former, at("07:00:00"), null, "stale"],
      ["live", former, at("07:30:00"), null, "stale"],
      ["old", null, null, null, "never"],
      ["orders", main, at("09:00:00"), at("11:00:00"), "current"],
      ["people", null, null, null, "retired"],
    ]);
    const [, gone, live, old] = document.dataSets;
    assert.partialDeepStrictEqual(gone, {
      id: "deleted",
      name: null,
      listed: false,
      inSpice: null,
    });
    assert.partialDeepStrictEqual(live, { name: "live", listed: true, inSpice: false });
    assert.partialDeepStrictEqual(old, { listed: true, inSpice: true });
    assert.deepEqual(document.skipped, { otherEvent: 1, fileNotGzip: 1, fileOtherAccount: 1 });
    assert.deepEqual(document["unknown"], {});
  });

  it("says the same in encryption.csv and in its table", async () => {
    await createDataSet(client, "orders", { ImportMode: "SPICE" });
    await writeFiles(join(directory(), "trail"), { "flat.json.gz": packTrail(log) });
    const { document } = await read("--trail trail --csv encryption.csv");
    const text = await readFile(join(directory(), "encryption.csv"), "utf8");
    const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
    assert.deepEqual(
      data.map(({ arn, key_arn, since, last_used, state }) => ({
        ...{ arn, keyArn: key_arn, since, lastUsed: last_used, state },
      })),
      document.dataSets.map(({ arn, keyArn: key, since, lastUsed, state }) => ({
        ...{ arn, keyArn: key ?? "", since: since ?? "", lastUsed: lastUsed ?? "", state },
      })),
    );
    const { stdout } = await run("keys --trail trail", environment);
    assert.match(stdout, /^ {2}orders +orders +yes +current +main/m);
    assert.match(stdout, /^ {2}deleted +stale +former/m);
  });

  it("tells from the events alone, and says so, where QuickSight can't be asked", async () => {
    await writeFiles(join(directory(), "trail"), { "flat.json.gz": packTrail(log) });
    const expected = [
      ["costs", former, at("08:00:00"), null, "stale"],
      ["deleted", former, at("07:00:00"), null, "stale"],
      ["live", former, at("07:30:00"), null, "stale"],
      ["orders", main, at("09:00:00"), at("11:00:00"), "current"],
      ["people", null, null, null, "retired"],
    ];
    const denied = ["ListDataSets", "DescribeKeyRegistration"].map((operation) => ({
      ...{ operation, error: "AccessDeniedException" },
    }));
    await control("faults", denied);
    const byRights = await read();
    assert.equal(byRights.code, 2, byRights.stderr);
    assert.deepEqual(contract(byRights.document), expected);
    const { dataSets, defaultKey, unknown } = byRights.document;
    assert.ok(dataSets.every(({ listed, inSpice }) => listed === null && inSpice === null));
    assert.deepEqual(defaultKey, { arn: main, from: "events" });
    assert.match(JSON.stringify(unknown), /"dataSets":"AccessDenied.*"defaultKey":"AccessDenied/);
    const { stdout } = await run("keys --trail trail", environment);
    assert.match(stdout, /data sets are those of the events alone: AccessDenied/);
    assert.match(stdout, /default key is not known: AccessDenied.*the key of the last grant/);

    const withoutCredentials = await qsgov(
      ["keys", "--trail", "trail", "--json", "--account", accountId],
      { cwd: directory(), environment: { AWS_REGION: dataRegion } },
    );
    const document = JSON.parse(withoutCredentials.stdout) as KeysDocument;
    assert.deepEqual(contract(document), expected, withoutCredentials.stderr);
  });

  it("is whole where there is no data set at all", async () => {
    await writeFiles(join(directory(), "trail"), { "flat.json.gz": packTrail([]) });
    const { code, document } = await read();
    assert.equal(code, 0);
    assert.deepEqual([document.dataSets, document.skipped], [[], {}]);
  });
});
