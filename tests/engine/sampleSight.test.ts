import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { readAs } from "../support/readAs.ts";
import { readCsv } from "../support/seenRows.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample } from "../support/sample.ts";

const stack = "dev-default";

/** The rows of `revenue` that each data segment shows, as the sample's settings say it. */
const countries: Readonly<Record<string, readonly string[]>> = {
  ...{ usa: ["USA"], gbr: ["GBR"], mex: ["MEX"] },
  "all-countries": ["USA", "GBR", "MEX"],
};
const owning = ["bi-admin", "bi-developer"];
const seeingNames = ["pii", ...owning];

/** Who uses each data set, and what some see only, as the sample's settings say it. */
const sets = {
  revenue: {
    file: "data/fact_revenue.csv",
    viewing: ["critical", "power-reader"],
    ...{ isByCountry: true, hidden: ["employee_name"] },
  },
  employees: {
    file: "data/employee_information.csv",
    viewing: ["highlyconfidential", "power-reader"],
    ...{ isByCountry: false, hidden: ["employee_login", "employee_name"] },
  },
};

/** What somebody in these groups is to read, worked out from the two files and these tables alone. */
async function expectedOf(name: keyof typeof sets, groups: readonly string[]) {
  const { file, viewing, isByCountry, hidden } = sets[name];
  const [header = [], ...lines] = readCsv(`${(await readFile(file, "utf8")).trimEnd()}\n`);
  const isOne = (some: readonly string[]) => groups.some((group) => some.includes(group));
  if (!isOne([...viewing, ...owning])) return { Opened: false, Hidden: [], Rows: [] };
  const seen = groups.flatMap((group) => countries[group] ?? []);
  const rows = lines.filter(([country = ""]) => {
    return !isByCountry || isOne(owning) || seen.includes(country);
  });
  const Hidden = isOne(seeingNames) ? [] : hidden;
  const pick = (row: readonly string[]) =>
    row.filter((_, at) => !Hidden.includes(header[at] ?? ""));
  return { Opened: true, Hidden, Rows: [header, ...rows].map(pick) };
}

describe("what each person of the sample reads, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  onDeployedSample((deployed) => {
    sample = deployed;
  });

  /** Compares what QuickSight shows everybody with what the membership file says, and tells whose rows of `revenue` there are how many. */
  const compare = async () => {
    const rows = readCsv(`${(await sample.readMembership()).trimEnd()}\n`).filter(
      ([one]) => one === "default",
    );
    const people = Map.groupBy(rows, ([, , , email = ""]) => email);
    assert.equal(people.size, 16);
    const counts: Record<string, number> = {};
    for (const [person, own] of people) {
      const groups = own.map(([, group = ""]) => group.toLowerCase());
      for (const name of ["revenue", "employees"] as const) {
        const { Opened, Hidden, Rows } = await readAs(sample, name, person);
        const found = { Opened, Hidden: Hidden.toSorted(), Rows };
        assert.deepEqual(found, await expectedOf(name, groups), `${person} reads ${name}`);
        if (name === "revenue" && Rows.length > 1) {
          counts[person.replace("@oktank.com", "")] = Rows.length - 1;
        }
      }
    }
    return counts;
  };
  /** Two people move to another country, one loses all but one, and one gets personal data. */
  const change = async () => {
    const former = await sample.readMembership();
    const changed = former
      .replace("USA,BettyRamirez", "GBR,BettyRamirez")
      .replace("GBR,StephenMoretz", "MEX,StephenMoretz")
      .replace("All-countries,TeresitaRedd", "USA,TeresitaRedd");
    await sample.writeMembership(
      `${changed.trimEnd()}\ndefault,PII,TeresitaRedd,TeresitaRedd@oktank.com\n`,
    );
  };
  const all = { KevinGunn: 22, AlbertPowers: 22, JohnKing: 22, JoyceKemp: 22 };
  const before1 = { BettyRamirez: 14, StephenMoretz: 6, TeresitaRedd: 22, ...all };
  const after1 = { BettyRamirez: 6, StephenMoretz: 2, TeresitaRedd: 14, ...all };

  it("is that of their groups, and follows a change of country through an update", async () => {
    assert.deepEqual(await compare(), before1);
    await change();
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(await compare(), after1);
  });

  it("follows a change of country through qsgov, without a load of any data", async () => {
    await change();
    await sample.resetCalls();
    const said = await new Promise<{ code: unknown; text: string }>((settle) => {
      const env = { ...process.env, ...sample.workspace.environment, AWS_REGION: "eu-west-1" };
      const args = [resolve("cli/main.ts"), "apply", "--stack", stack, "--only", "people"];
      const cwd = sample.workspace.directory;
      execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) => {
        settle({ code: error === null ? 0 : error.code, text: stdout + stderr });
      });
    });
    assert.equal(said.code, 0, said.text);
    assert.deepEqual(await compare(), after1);
    assert.deepEqual(sample.writes(), { CreateGroupMembership: 4, DeleteGroupMembership: 3 });
    // The stack finds nothing left to do about people.
    const { code, stdout, stderr } = await sample.preview(stack);
    assert.equal(code, 0, stdout + stderr);
    assert.doesNotMatch(stdout, /Roster: \(update\)[^]*people +:/);
  });
});
