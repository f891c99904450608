import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type QuickSightClient, UpdateKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import Papa from "papaparse";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { type EventHistory, startEventHistory } from "../core/keys/audit/eventHistory.ts";
import { dataSetArn, event, keyArn, retirementById } from "../core/keys/audit/events.ts";
import { packTrail, trailPath, writeFiles } from "../core/keys/audit/trailFolder.ts";
import { dataRegion, openClient } from "./dashboards.ts";
import { accountId, interruptAll, workplace } from "./qsgov.ts";

const [main, former] = [keyArn("main"), keyArn("former")];
const lastUses = { [main]: Date.UTC(2026, 2, 1, 12) / 1000 };

/** What `--json` prints, as far as these tests look. */
interface Document {
  readonly error?: string;
  readonly keys: readonly Record<string, unknown>[];
  readonly qDataKey?: object;
  readonly dataSets: readonly { readonly id: string; readonly state: string }[];
  readonly skipped: object;
  readonly read: { readonly skippedEvents: object; readonly skippedFiles: object };
}

describe("qsgov keys", () => {
  it("tells what Amazon Q data is encrypted with, as far as QuickSight tells", async () => {
    const settle = (KeyArn: string | null) => control("q-data", { KeyArn, Region: dataRegion });
    assert.match(
      (await keys("")).stdout,
      /^Amazon Q data: QuickSight does not tell with which key/m,
    );
    await settle(main);
    assert.match((await keys("")).stdout, new RegExp(`^Amazon Q data: ${main}, for good`, "m"));
    await settle(null);
    assert.match((await keys("")).stdout, /^Amazon Q data: a key of AWS's, for good$/m);
    const { qDataKey } = JSON.parse((await keys("--json")).stdout) as Document;
    assert.deepEqual(qDataKey, { type: "owned" });
  });

  const { directory, run, simulator, control, write } = workplace();
  let client: QuickSightClient;
  let history: EventHistory | undefined;
  beforeEach(async () => {
    client = openClient(simulator(), dataRegion);
    await createDataSource(client, "db");
    await register([main, former]);
  });
  afterEach(async () => {
    client.destroy();
    await history?.close();
    history = undefined;
  });
  const register = async (arns: readonly string[]) => {
    const KeyRegistration = arns.map((KeyArn, index) => ({ KeyArn, DefaultKey: index === 0 }));
    await client.send(
      new UpdateKeyRegistrationCommand({ AwsAccountId: accountId, KeyRegistration }),
    );
  };
  const inSpice = async (...ids: string[]) => {
    for (const id of ids) await createDataSet(client, id, { ImportMode: "SPICE" });
  };
  /** The command, with a history of these events. */
  const keys = async (
    args: string,
    events: readonly Record<string, unknown>[] = [],
    options: Parameters<typeof startEventHistory>[1] = {},
  ) => {
    await history?.close();
    history = await startEventHistory(events, { lastUses, ...options });
    const environment = { ...history.environment, AWS_REGION: dataRegion };
    return run(`keys ${args}`.trim(), environment);
  };
  const granted = (id: string, key = main, at = "09:00:00", grant = id) =>
    event({ name: "CreateGrant", dataSet: dataSetArn(id), key, at, grant });

  it("says for each data set the key in use and whether it is the default, and ends with 2 when one is not", async () => {
    await inSpice("orders", "costs", "people", "old");
    await createDataSet(client, "live");
    const { code, stdout, stderr } = await keys("", [
      granted("orders"),
      event({ dataSet: dataSetArn("orders"), key: main, at: "11:00:00" }),
      granted("costs", former),
      granted("people"),
      retirementById("people", "10:00:00"),
      granted("deleted"),
    ]);
    assert.equal(code, 2, stderr);
    const row = (id: string, rest: string) => {
      assert.match(stdout, new RegExp(`^  ${id} +${id} +${rest}`, "m"));
    };
    row("orders", "yes +current +main +2026-03-01T09:00:00Z +2026-03-01T11:00:00Z$");
    row("costs", "yes +stale +former +2026-03-01T09:00:00Z");
    row("people", "yes +retired +none since 2026-03-01T10:00:00Z");
    row("old", "yes +never$");
    row("live", "no +never$");
    assert.match(stdout, /^1 stale, .*refresh them in full: costs$/m);
    assert.match(stdout, /^1 never, .*: old$/m);
    assert.match(stdout, /key\/main +default +1 data set +last used 2026-03-01T12:00:00\.000Z/);
    assert.match(stdout, /key\/former +registered +1 data set +last use not known: NotFound/);
    assert.match(stdout, /QuickSight does not list \(1\)\n {2}deleted +current +main +2026/);
    assert.match(stdout, /^read 6 events of the event history of CloudTrail from .*; 6 tell$/m);
  });

  it("ends with 0 when every data set in SPICE has the default key, and when there are no keys at all", async () => {
    await inSpice("orders");
    assert.equal((await keys("", [granted("orders")])).code, 0);
    await register([]);
    const { code, stdout } = await keys("");
    assert.equal(code, 0);
    assert.match(stdout, /no customer key is registered/);
    assert.equal((await keys("", [granted("orders")])).code, 2, "nothing new has this key");
  });

  it("writes encryption.csv, in which no name is a formula, and never over a file without --force", async () => {
    await inSpice("orders", "costs");
    await createDataSet(client, "sum", { ImportMode: "SPICE", Name: '=HYPERLINK("evil")' });
    const events = [granted("orders"), granted("costs", former)];
    const { code, stdout } = await keys("--csv encryption.csv", events);
    assert.equal(code, 2);
    assert.match(stdout, /^wrote encryption\.csv$/m);
    const text = await readFile(join(directory(), "encryption.csv"), "utf8");
    const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true });
    const fields = ["data_set", "name", "state", "key_arn", "since", "in_spice", "listed"] as const;
    assert.deepEqual(
      data.map((each) => fields.map((field) => each[field])),
      [
        ["sum", `'=HYPERLINK("evil")`, "never", "", "", "yes", "yes"],
        ["costs", "costs", "stale", former, "2026-03-01T09:00:00Z", "yes", "yes"],
        ["orders", "orders", "current", main, "2026-03-01T09:00:00Z", "yes", "yes"],
      ],
    );
    const again = await keys("--csv encryption.csv", events);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /encryption\.csv is there already; .*--force/);
    assert.equal((await keys("--csv encryption.csv --force", events)).code, 2);
  });

  it("reads trail files of a folder, and names the damaged ones and what else is there", async () => {
    await inSpice("orders", "costs");
    await writeFiles(join(directory(), "trail"), {
      [trailPath()]: packTrail([granted("orders"), event({ name: "ListKeys" })]),
      [trailPath({ number: 1 })]: "not gzip",
      [trailPath({ account: "999988887777" })]: packTrail([granted("costs")]),
    });
    const { code, stdout } = await keys("--trail trail");
    assert.equal(code, 2);
    assert.match(stdout, /^ {2}costs +costs +yes +never/m);
    assert.match(stdout, /^read 2 events in 1 file of trail from /m);
    assert.match(stdout, /^ {2}skipped: 1 of KMS that tell of no data set \(ListKeys\)$/m);
    assert.match(stdout, /^ {2}not read: accounts 999988887777$/m);
    assert.match(stdout, /^skipped files \(1\),.*\n {2}AWSLogs\/.*_1\.json\.gz is not gzip$/m);
    const json = await keys("--trail trail --json");
    const { keys: found, dataSets, skipped, read } = JSON.parse(json.stdout) as Document;
    assert.deepEqual(
      dataSets.map(({ id, state }) => [id, state]),
      [
        ["costs", "never"],
        ["orders", "current"],
      ],
    );
    assert.partialDeepStrictEqual(found[0], { arn: main, registration: "default", dataSets: 1 });
    assert.deepEqual(skipped, { otherEvent: 1, fileNotGzip: 1, fileOtherAccount: 1 });
    assert.deepEqual(read.skippedEvents, { otherEvent: ["ListKeys"] });
    assert.partialDeepStrictEqual(read.skippedFiles, {
      fileOtherAccount: ["AWSLogs/999988887777"],
    });
  });

  it("takes a trail without files of the account for the wrong place, and says what it has", async () => {
    await writeFiles(join(directory(), "trail"), {
      [trailPath({ region: "us-east-1" })]: packTrail([]),
      [trailPath({ account: "999988887777" })]: packTrail([]),
    });
    const { code, stderr } = await keys("--trail trail");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^qsgov keys: trail has no trail file of account 111122223333 in eu-west-1 .*; it has accounts 999988887777 and Regions us-east-1; name the folder above AWSLogs/,
    );
  });

  it("says which right is missing", async () => {
    const { code, stderr } = await keys("", [], { denied: true });
    assert.equal(code, 1);
    assert.match(stderr, /^qsgov keys: AccessDenied.*; allow cloudtrail:LookupEvents$/m);
    await control("faults", [{ operation: "ListDataSets", error: "AccessDeniedException" }]);
    assert.match((await keys("")).stderr, /AccessDenied.*; allow quicksight:ListDataSets$/m);
  });

  it("ends with 5 when it is told to stop while CloudTrail refuses its calls", async () => {
    const running = keys("", [], { rate: 0 });
    while ((history?.refused() ?? 0) === 0) await sleep(20);
    interruptAll();
    const { code, stderr } = await running;
    assert.equal(code, 5);
    assert.match(stderr, /nothing was written/);
  });

  it("prints what events say on one line, whatever they say", async () => {
    await inSpice("orders");
    const forged = `${keyArn("x")}\n  costs  costs  default`;
    const { stdout } = await keys("", [
      granted("orders", forged),
      event({ dataSet: dataSetArn("gone\nkeys (0)") }),
    ]);
    assert.doesNotMatch(stdout, /^ *(costs|keys \(0\))/m);
    assert.match(stdout, /x\\u\{a\} {2}costs/);
  });

  const wrong: readonly [string, RegExp][] = [
    ["--csv nowhere/encryption.csv", /there is no folder nowhere; make it, or choose another/],
    ["--trail qsgov.ts", /--trail is s3:.* or a folder \("qsgov.ts" is none\)/],
    ["--trail nowhere", /--trail is s3:\/\/BUCKET\/PREFIX or a folder \(there is no "nowhere"\)/],
    ["--days many", /--days is a whole number \(got "many"\)/],
    ["--days 91", /goes back 90 days; for more, name a --trail/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses ${args} before it asks AWS`, async () => {
      await write("qsgov.ts", "a file");
      const { code, stderr } = await keys(args);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.equal(simulator().calls()["ListDataSets"], undefined);
    });
  }
});
