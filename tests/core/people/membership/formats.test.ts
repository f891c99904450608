import assert from "node:assert/strict";
import { parseMembership } from "../../../../core/people/membership/parseMembership.ts";

const people = [
  ["default", "admins", "root", "root@x.com"],
  ["default", "usa", "Zoë", "zoe@x.com"],
  ["other", "usa", "bo", "bo@x.com"],
] as const;
const header = "namespace,group,user,email";
const rows = people.map((fields) => fields.join(","));
const plain = [header, ...rows, ""].join("\n");

const read = (content: Uint8Array | string) => {
  const { rows: found, flawed, problems, notices } = parseMembership(content, "m.csv");
  return {
    rows: found.map(({ namespace, group, user, email }) => [namespace, group, user, email]),
    wrong: [...problems.map(({ where, message }) => `${where}: ${message}`)],
    flawed: flawed.map(({ line, message }) => `${line}: ${message}`),
    notices,
  };
};
const isRead = (content: Uint8Array | string, note?: string) => {
  assert.deepEqual(read(content), { rows: people, wrong: [], flawed: [], notices: [] }, note);
};
const encode = (text: string, ...mark: number[]) =>
  Uint8Array.from([...mark, ...new TextEncoder().encode(text)]);
const widen = (text: string, isBig = false) => {
  const bytes = Buffer.from(text, "utf16le");
  return isBig ? bytes.swap16() : bytes;
};

describe("what a membership file is written in", () => {
  it("is UTF-8, with or without a byte order mark", () => {
    isRead(encode(plain));
    isRead(encode(plain, 0xef, 0xbb, 0xbf));
    isRead(
      `\ufeff"${people[0].join('","')}"\n${rows.slice(1).join("\n")}`,
      "quotes behind the mark",
    );
  });

  it("is UTF-16 with a byte order mark, as PowerShell and Excel write it", () => {
    isRead(widen(`\ufeff${plain}`));
    isRead(widen(`\ufeff${plain}`, true));
  });

  it("is named in one sentence when it is anything else", () => {
    const wrongOf = (content: Uint8Array) => read(content).wrong;
    for (const isBig of [false, true]) {
      assert.deepEqual(wrongOf(widen(plain, isBig)), [
        "m.csv: is UTF-16 without a byte order mark; save it as UTF-8",
      ]);
    }
    assert.deepEqual(wrongOf(Buffer.from(plain, "latin1")), [
      'm.csv:3: is not UTF-8 but, by the look of it, Windows-1252 or Latin-1 ("default,usa,Zoë,zoe@x.com"); save the file as UTF-8',
    ]);
    assert.deepEqual(wrongOf(Buffer.from(plain.replaceAll("\n", "\r\n"), "latin1")).length, 1);
    assert.match(
      wrongOf(Buffer.from("PK\u0003\u0004xl/workbook.xml")).join(),
      /^m.csv: is an Excel/,
    );
    assert.match(
      wrongOf(widen(`\ufeff${plain}`).subarray(0, -1)).join(),
      /^m.csv: is UTF-16 that breaks off/,
    );
    assert.match(wrongOf(Uint8Array.of(0xff, 0xfe, 0, 0, 0x64, 0, 0, 0)).join(), /is UTF-32/);
  });

  it("has its characters cleaned, in every column", () => {
    const odd = people
      .map(([namespace, group, user, email]) =>
        [
          `\u200b${namespace.toUpperCase()}\u00a0`,
          `\u00a0${group.toUpperCase()}\ufeff`,
          ` ${user.normalize("NFD")}\u2003`,
          `\u2060${email}\u00ad`,
        ].join(","),
      )
      .join("\n");
    isRead(odd);
    assert.deepEqual(
      read('default,"Finance \u00a0 Analysts",ana,ana@x.com').rows[0]?.[1],
      "finance analysts",
    );
  });

  it("may be any address that mail takes", () => {
    const addresses = [
      "pat.o'brien@x.com",
      "a!#$%&*/=?^_`{|}~-b@x.com",
      "jörg@müller.example",
      "a+b@x-y.co",
    ];
    const text = addresses.map((email, index) => `default,usa,p${index},${email}`).join("\n");
    assert.deepEqual(
      read(text).rows.map(([, , , email]) => email),
      addresses,
    );
    const wrong = [
      "mailto:a@x.com",
      "<a@x.com>",
      "a@x.com;b@x.com",
      "“a@x.com”",
      "a＠x.com",
      "a@x",
      "@x.com",
      "a@.com",
      "a b@x.com",
      "a\u202e@x.com",
    ];
    for (const email of wrong) {
      assert.equal(read(`default,usa,a,${email}\n${plain}`).flawed.length, 1, email);
    }
  });

  it("never shows control or bidirectional characters as they are", () => {
    const { wrong, flawed } = read("default,us\u001b[2Ja,ana,ana@x.com\ndefault,usa,b\n");
    assert.deepEqual(wrong, [
      'm.csv:2: the row has 3 fields ("default,usa,b"); a row is namespace,group,user,email where no header says otherwise',
    ]);
    assert.match(flawed.join(), /^1: group holds a control character/);
    assert.match(read("default,usa,\u202e\u0007,x,y\n").wrong.join(), /\\u\{202e\}\\u\{7\}/);
  });
});

describe("the lines of a membership file", () => {
  it("end in any way, also in several ways", () => {
    for (const end of ["\n", "\r\n", "\r"]) isRead(plain.replaceAll("\n", end));
    isRead(`${header}\r\n${rows.join("\n")}`, "CRLF header, LF rows");
    isRead(`${header}\n${rows[0]}\r\n${rows[1]}\r${rows[2]}`);
    const places = "email,namespace,group,user";
    const other = people.map(([namespace, group, user, email]) => [email, namespace, group, user]);
    isRead(`${places}\r\n${other.map((row) => row.join(",")).join("\n")}`, "the email comes first");
  });

  it("have as many fields as the header, or four; empty ones at the end are a sheet's", () => {
    isRead(rows.map((row) => `${row},,,`).join("\n"));
    isRead(`${header},,\n${rows.map((row) => `${row},,`).join("\n")}\n,,,,,\n`);
    isRead(`${header},department\r\n${rows.map((row) => `${row},HR`).join("\n")}`);
    assert.deepEqual(read(`${rows[0]}${rows[1]}\n${rows[2]}`).wrong, [
      `m.csv:1: the row has 7 fields ("${rows[0]}${rows[1]}"); a row is namespace,group,user,email where no header says otherwise`,
    ]);
    assert.deepEqual(read(`${header},department\n${rows[0]},HR\n${rows[1]}\n`).wrong, [
      `m.csv:3: the row has 4 fields ("${rows[1]}"); the header has 5`,
    ]);
  });

  it("hold no line break in a quoted field, and a quote too many swallows no other row", () => {
    const broken = `${rows[0]}\ndefault,usa,"an\na",ana@x.com\n${rows[1]}\n${rows[2]}`;
    assert.deepEqual(read(broken), {
      rows: people,
      wrong: [
        "m.csv:2: a quoted field holds a line break (the row ends on line 3); write each row on one line",
      ],
      flawed: [],
      notices: [],
    });
    for (const begun of ['"', ',,"']) {
      assert.match(
        read(`${plain}${begun}`).wrong.join(),
        /a quote is opened and not closed/,
        begun,
      );
    }
    const open = `default,usa,"ana,ana@x.com\n${rows.join("\n")}`;
    assert.deepEqual(read(open).rows, people);
    assert.deepEqual(read(open).wrong, [
      "m.csv:1: a quote is opened and not closed on this line; correct the quotes of this row",
    ]);
  });

  it("are counted when more than twenty have the same mistake", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `default,usa,p${index}`);
    const { problems } = parseMembership([...many, "default,usa,a,a@x"].join("\n"), "m.csv");
    assert.equal(problems.length, 21);
    assert.deepEqual(problems.at(-1), {
      where: "m.csv:21",
      message: "… and 19,980 more rows with another number of fields",
      count: 19_980,
    });
  });
});

describe("how a membership file is laid out", () => {
  it("begins with what PowerShell and Excel write, or does not", () => {
    isRead(`#TYPE Selected.System.String\r\n${plain}`);
    isRead(`"#TYPE System.Object"\n${rows.join("\n")}`);
    isRead(`sep=,\n${plain}`);
    isRead(`sep=;\r\n${plain.replaceAll(",", ";")}`);
    isRead(`\ufeffsep=\t\n\n${rows.join("\n").replaceAll(",", "\t")}`);
  });

  it("has semicolons, tabs or bars where nothing contradicts them", () => {
    for (const separator of [";", "\t", "|"]) {
      isRead(plain.replaceAll(",", separator), "with a header");
      isRead(rows.join("\n").replaceAll(",", separator), "without");
    }
    const { wrong } = read(`${rows.join("\n").replaceAll(",", ";")}\ndefault;usa;cy\n`);
    assert.deepEqual(wrong, [
      'm.csv:4: rows are separated by semicolons, and 1 of 4 have not four fields, this one first ("default;usa;cy"); a row is namespace,group,user,email',
    ]);
  });

  it("has a header that names every column once", () => {
    assert.deepEqual(read(`namespace,group,user,mail\n${rows.join("\n")}`).wrong, [
      'm.csv:1: the header has no column email (got "namespace,group,user,mail"); name the columns namespace, group, user, email, or leave the header out',
    ]);
    assert.match(
      read(`${header},EMAIL\n`).wrong.join(),
      /^m.csv:1: the header names the column email twice/,
    );
  });

  it("takes the user from the column of that name, whatever else could be one stands beside it", () => {
    const withAlias = (...names: string[]) =>
      read(
        [
          ["namespace", "group", ...names, "email"],
          ...people.map(([namespace, group, user, email]) => [
            namespace,
            group,
            ...names.map((name) => (/^user$/i.test(name) ? user : "xx")),
            email,
          ]),
        ]
          .map((row) => row.join(","))
          .join("\n"),
      );
    for (const names of [
      ["alias", "user"],
      ["user", "alias"],
      ["alias", "USER", "Alias"],
    ]) {
      assert.deepEqual(withAlias(...names).rows, people, names.join());
      assert.deepEqual(withAlias(...names).wrong, []);
    }
    for (const names of [
      ["alias", "alias"],
      ["user", "User"],
    ]) {
      assert.match(
        withAlias(...names).wrong.join(),
        /^m.csv:1: the header names the column \w+ twice/,
      );
    }
  });

  it("may be two exports joined, when they have the same columns", () => {
    const joined = read(`${header}\n${rows[0]}\n\ufeff${header}\n${rows[1]}\n${rows[2]}\n`);
    assert.deepEqual(joined.rows, people);
    assert.deepEqual(joined.wrong, []);
    assert.deepEqual(joined.notices, [
      "m.csv:3: the header comes again and is skipped (were exports joined?)",
    ]);
    const other = read(`${header}\n${rows[0]}\nemail,group,user,namespace\nx,y,z,default\n`);
    assert.deepEqual(other.wrong, [
      "m.csv:3: another header, with other columns; nothing after it is read. Were exports joined? Give them the same columns",
    ]);
  });

  it("may have a column with session names, empty where it is the email", () => {
    const { rows: found, hasSessions } = parseMembership(
      `${header},session\n${rows[0]},jroot\n${rows[1]},\n`,
      "m.csv",
    );
    assert.equal(hasSessions, true);
    assert.deepEqual(
      found.map(({ session }) => session),
      ["jroot", undefined],
    );
  });
});
