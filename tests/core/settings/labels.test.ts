import assert from "node:assert/strict";
import { labelledColumns } from "../../../core/settings/labelledColumns.ts";
import { onSet, parseChanged, problemsOf } from "./support/problemsOf.ts";

const pii = { groups: ["emea", "admin"] };
const pay = { groups: ["admin", "amer"] };
const city = (label: unknown) => ["account_id", { name: "city", label }, "street"];

describe("labels of columns", () => {
  const rulesOf = (changes: Parameters<typeof parseChanged>[0]) => {
    const { settings, problems } = parseChanged(changes);
    assert.deepEqual(problems, []);
    return settings?.dataSets["accounts"]?.columnRules;
  };

  it("make the rules of the columns that have them, each set of groups in one", () => {
    const columns = [
      { name: "account_id", label: "pii" },
      { name: "city", label: ["pii"] },
      { name: "street", label: ["pii", "pay"] },
    ];
    assert.deepEqual(rulesOf({ labels: { pii, pay }, set: { columns } }), [
      { columns: ["account_id", "city"], groups: ["admin", "emea"] },
      // Who sees what has two labels, both let see.
      { columns: ["street"], groups: ["admin"] },
    ]);
    assert.equal(rulesOf({}), undefined);
  });

  it("make the same rules whatever order groups stand in, and however often", () => {
    const other = { groups: ["admin", "emea", "admin"] };
    assert.deepEqual(
      rulesOf({ labels: { pii }, set: { columns: city("pii") } }),
      rulesOf({ labels: { pii: other }, set: { columns: city(["pii", "pii"]) } }),
    );
  });

  it("stand beside rules of the data set, which show a labelled column to fewer and never to more", () => {
    const labelled = { labels: { pii }, set: { columns: city("pii") } };
    const withRules = (columnRules: object[]) => ({
      ...labelled,
      set: { ...labelled.set, columnRules },
    });
    const street = { columns: ["street"], groups: ["amer"] };
    assert.deepEqual(rulesOf(withRules([street])), [
      street,
      { columns: ["city"], groups: ["admin", "emea"] },
    ]);
    const fewer = { columns: ["city", "street"], groups: ["admin"] };
    assert.deepEqual(rulesOf(withRules([fewer])), [fewer]);
    assert.deepEqual(
      problemsOf(withRules([fewer, { columns: ["city"], groups: ["amer", "emea"] }])),
      [
        `${onSet}.columnRules[1]: shows city to group amer, past its label pii, which lets admin and emea see it; take the group out, or name it in tenant.labels.pii.groups`,
      ],
    );
  });

  it("are those of the tenant, and each is of some column", () => {
    assert.deepEqual(problemsOf({ labels: { pii, pay }, set: { columns: city("pi") } }), [
      "labels.pii: no column of any data set has it, so that it keeps nothing from anybody; give it to the columns it is for (label: pii), or remove it",
      "labels.pay: no column of any data set has it, so that it keeps nothing from anybody; give it to the columns it is for (label: pay), or remove it",
      `${onSet}.columns[1].label: is not a label of this tenant (got "pi"); it has pii, pay`,
    ]);
    assert.deepEqual(problemsOf({ set: { columns: city("constructor") } }), [
      `${onSet}.columns[1].label: is not a label of this tenant (got "constructor"); it has none`,
    ]);
  });

  it("name groups of the tenant, as many as QuickSight takes", () => {
    const [unknown = "", ...others] = problemsOf({
      labels: { pii: { groups: ["admin", "nobody"] } },
      set: { columns: city("pii") },
    });
    assert.match(unknown, /^labels\.pii\.groups\[1\]: is not a group of this tenant/);
    assert.deepEqual(others, []);
    const more = Array.from({ length: 40 }, (_, at) => [`g${at + 70}`, {}]);
    const many = (count: number) => ({
      groups: Object.fromEntries(more) as object,
      labels: {
        pii: { groups: ["admin", ...Array.from({ length: count - 1 }, (_, at) => `g${at}`)] },
      },
      set: { columns: city("pii") },
    });
    assert.deepEqual(problemsOf(many(100)), []);
    assert.match(
      problemsOf(many(101)).join(),
      /^labels\.pii\.groups: is wrong .*; use at most 100 groups: QuickSight takes no more for a column/,
    );
    assert.match(
      problemsOf({ labels: { pii: { groups: [] } }, set: { columns: city("pii") } }).join(),
      /^labels\.pii\.groups: is wrong .*; name at least one group/,
    );
  });

  it("leave somebody to see a column", () => {
    const hr = { groups: ["emea"] };
    const set = { columns: city(["hr", "pay"]), owners: [] };
    assert.deepEqual(problemsOf({ labels: { hr, pay: { groups: ["amer"] } }, set }), [
      `${onSet}.columns[1].label: no group sees column city, as none is named by all its labels (hr, pay); name one in each of them, or leave one out`,
    ]);
  });

  it("are refused where owners see past them, whatever makes them owners", () => {
    const columns = city("pii");
    const message = (place: string, why: string) =>
      `${onSet}.${place}: group analysts owns the data set (${why}), and owners see every column, whatever its label says; take that away, or name the group in tenant.labels.pii.groups if it is meant to see columns of that label (city)`;
    assert.deepEqual(
      problemsOf({ labels: { pii }, set: { columns, owners: ["admin", "analysts"] } }),
      [message("owners[1]", "owners[1]")],
    );
    assert.deepEqual(
      problemsOf({
        labels: { pii },
        set: { columns },
        access: [{ group: "analysts", all: "owner" }],
      }),
      [message("columns", "tenant.access[0], all: owner")],
    );
    const folders = { team: { name: "Team", owners: ["analysts"], dataSets: ["accounts"] } };
    const found = problemsOf({ labels: { pii }, set: { columns }, folders });
    assert.deepEqual(found, [
      "folders.team.dataSets[0]: group analysts owns the data set by folder team, and owners see every column, whatever its label says; make the group a viewer there, or name the group in tenant.labels.pii.groups if it is meant to see columns of that label (city)",
    ]);
  });

  it("are on a column in every data set that reads the same", () => {
    const other = {
      name: "Copy",
      source: "crm",
      table: { name: "accounts" },
      columns: ["account_id", "City"],
      viewers: ["readers"],
    };
    const labels = { pii };
    assert.deepEqual(problemsOf({ labels, set: { columns: city("pii") }, sets: { copy: other } }), [
      "dataSets.copy.columns[1]: shows City without the label pii, which the data set accounts gives it, and reads the same table; give it the same labels (label: pii), or leave the column out",
    ]);
    const apart = { ...other, table: { name: "places" } };
    assert.deepEqual(problemsOf({ labels, set: { columns: city("pii") }, sets: { apart } }), []);
    // Read and not shown, it may come back by what is worked out from it.
    const hidden = { ...other, columns: ["account_id", { name: "City", as: "c", output: false }] };
    const found = (copy: object) =>
      problemsOf({ labels, set: { columns: city("pii") }, sets: { copy } });
    assert.deepEqual(found(hidden), []);
    const initial = { expression: "left(c, 1)", output: false };
    assert.deepEqual(found({ ...hidden, calculated: { initial } }), []);
    const calculated = { initial, shown: { expression: "toUpper({initial})" } };
    assert.deepEqual(found({ ...hidden, calculated }), [
      "dataSets.copy.columns[1]: works out shown from City without the label pii, which the data set accounts gives it, and reads the same table; give it the same labels (label: pii), or leave the column out",
    ]);
  });

  it("are on calculated columns that show what labels or rules keep from others, directly or through others", () => {
    const labels = { pii };
    const columns = ["account_id", { name: "city", label: "pii" }, "street"];
    const initial = { expression: "substring(city, 1, 1)", output: false };
    const shown = { expression: "toUpper({initial})" };
    const place = `${onSet}.calculated`;
    const message = (column: string) =>
      `is worked out from city, which only admin and emea see, and everybody would see it; give it the label pii, or a rule of columns for no other groups (columns: [${column}])`;
    assert.deepEqual(problemsOf({ labels, set: { columns, calculated: { initial, shown } } }), [
      `${place}.shown: ${message("shown")}`,
    ]);
    const covered = { initial, shown: { ...shown, label: "pii" } };
    assert.deepEqual(rulesOf({ labels, set: { columns, calculated: covered } }), [
      { columns: ["city", "shown"], groups: ["admin", "emea"] },
    ]);
    const columnRules = [{ columns: ["shown"], groups: ["admin"] }];
    assert.deepEqual(
      problemsOf({ labels, set: { columns, calculated: { initial, shown }, columnRules } }),
      [],
    );
    const wider = [
      { columns: ["street"], groups: ["admin"] },
      { columns: ["shown"], groups: ["admin", "amer"] },
    ];
    assert.deepEqual(
      problemsOf({ set: { calculated: { shown: { expression: "street" } }, columnRules: wider } }),
      [
        `${place}.shown: is worked out from street, which only admin sees, and group amer would see it; take it out of the rule for shown (columnRules)`,
      ],
    );
    // What labels keep may not come back by a column that is read and not shown.
    const hiddenCity = [{ name: "city", label: "pii", output: false }, "street"];
    assert.match(
      problemsOf({
        labels,
        set: { columns: hiddenCity, calculated: { shown: { expression: "city" } } },
      }).join(),
      /calculated\.shown: is worked out from city/,
    );
  });

  it("give newcomers nothing", () => {
    const landing = { contact: "bi@acme.example", newcomers: "emea" };
    assert.match(
      problemsOf({ labels: { pii }, set: { columns: city("pii") }, landing }).join("\n"),
      /^landing\.newcomers: newcomers open .* \(group emea is in tenant\.labels\.pii\); take it out there/,
    );
  });

  it("tell which columns they are on", () => {
    const { settings } = parseChanged({
      labels: { pii, pay },
      set: {
        columns: [
          { name: "city", label: "pii" },
          { name: "pay", label: ["pay", "pii"] },
        ],
      },
    });
    assert.ok(settings !== undefined);
    assert.deepEqual(
      [...labelledColumns(settings)],
      [
        [
          "pii",
          [
            { dataSet: "accounts", column: "city" },
            { dataSet: "accounts", column: "pay" },
          ],
        ],
        ["pay", [{ dataSet: "accounts", column: "pay" }]],
      ],
    );
  });
});
