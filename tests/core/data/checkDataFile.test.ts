import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import Papa from "papaparse";
import { checkDataFile, type ExpectedColumns } from "../../../core/data/checkDataFile.ts";

const expected = (...columns: string[]): ExpectedColumns[] => [
  { where: "tenant.dataSets.x.columns", columns },
];

/** What is wrong with a file that comes in pieces of so many bytes, as lines of a message. */
async function problemsOf(
  content: string | Uint8Array,
  sets = expected("country", "amount"),
  size = 7,
): Promise<string[]> {
  const bytes = Buffer.from(content);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) {
      yield await Promise.resolve(bytes.subarray(at, at + size));
    }
  }
  const problems = await checkDataFile(pieces(), "f.csv", sets);
  return problems.map(({ where, message }) => `${where}: ${message}`);
}

describe("a data file", () => {
  it("passes as QuickSight reads it: UTF-8, commas, the columns in their order", async () => {
    for (const text of [
      "country,amount\nUSA,10\nGBR,20\n",
      "country,amount\r\nUSA,10\r\n",
      '"country","amount"\n"USA","1,0"\n',
      "country,amount\nZürich,東京\n𝄞,\n,\n",
      'country,amount\n"a ""b"" c","line\nbreak"\nUSA,1\n',
      "country,amount\nUSA,10",
      "country,amount\nUSA,10\n\n\n",
      "country,amount\n",
    ]) {
      for (const size of [1, 2, 7, 1000]) {
        assert.deepEqual(await problemsOf(text, undefined, size), [], JSON.stringify(text));
      }
    }
  });

  it("is refused with a byte order mark, and everything else that is wrong with it is said too", async () => {
    assert.deepEqual(await problemsOf("\ufeffcountry,amount\nUSA\n"), [
      "f.csv:1: begins with a byte order mark, which QuickSight does not take in files of S3 (it would be part of the first column's name); save the file as UTF-8 without BOM",
      "f.csv:2: the row has 1 field, the header has 2; correct it (a field with a comma in it goes in quotes)",
    ]);
  });

  it("is refused in another encoding", async () => {
    const text = "country,amount\nZürich,10\n";
    const wide = Buffer.from(`\ufeff${text}`, "utf16le");
    assert.deepEqual(await problemsOf(wide), [
      "f.csv:1: is UTF-16, and QuickSight reads UTF-8 only; save the file as UTF-8 without BOM",
    ]);
    assert.match((await problemsOf(Buffer.from(wide).swap16())).join(), /f\.csv:1: is UTF-16/);
    assert.match((await problemsOf(wide.subarray(2))).join(), /f\.csv:1: is UTF-16/);
    assert.match((await problemsOf(Buffer.from("PK\x03\x04xyz"))).join(), /f\.csv:1: is an Excel/);
    // Without western letters few of its bytes are NULs.
    assert.deepEqual(await problemsOf(Buffer.from("国,額\n日本,十\n", "utf16le")), [
      "f.csv:1: is not UTF-8 and holds bytes that are no text (NUL), as UTF-16 does; save the file as UTF-8",
    ]);
    assert.deepEqual(await problemsOf(gzipSync(text)), [
      "f.csv:1: is compressed with gzip; save it as CSV UTF-8, without BOM",
    ]);
    assert.deepEqual(await problemsOf(Buffer.from("d0cf11e0a1b11ae10000", "hex")), [
      "f.csv:1: is an Excel workbook of the old format (.xls); save it as CSV UTF-8, without BOM",
    ]);
    assert.deepEqual(await problemsOf(Buffer.from(text, "latin1")), [
      'f.csv:2: is not UTF-8 but, by the look of it, Windows-1252 or Latin-1 ("Zürich,10"); save the file as UTF-8',
    ]);
    assert.match(
      (await problemsOf(Buffer.from("fffe000063000000", "hex"))).join(),
      /^f\.csv:1: is UTF-32, and/,
    );
    // The line is found wherever it stands in what is read at once, and little of it is shown.
    const odd = Buffer.from(`country,amount\nUSA,1\nZürich,${"x".repeat(100)}\nGBR,ü\n`, "latin1");
    for (const size of [7, 30, 1000]) {
      assert.deepEqual(await problemsOf(odd, undefined, size), [
        `f.csv:3: is not UTF-8 but, by the look of it, Windows-1252 or Latin-1 ("Zürich,${"x".repeat(73)}"); save the file as UTF-8`,
      ]);
    }
    // A character that is cut in two by the end of a piece is whole; by the end of the file, it is not.
    assert.match(
      (await problemsOf(Buffer.from("country,amount\nUSA,ü").subarray(0, -1))).join(),
      /f\.csv:2: is not UTF-8/,
    );
  });

  it("is refused with another order, number or name of columns, as QuickSight goes by their places", async () => {
    assert.deepEqual(await problemsOf("amount,country\n10,USA\n"), [
      'f.csv:1: the columns stand in another order (amount, country) than in tenant.dataSets.x.columns (country, amount), and QuickSight goes by the order: rules would filter on the wrong one; give both the same order',
    ]);
    assert.deepEqual(await problemsOf("country,amount,comment\nUSA,10,x\n"), [
      "f.csv:1: has 3 columns (country, amount, comment), and tenant.dataSets.x.columns names 2 (country, amount); name all of them, in their order",
    ]);
    assert.deepEqual(await problemsOf("country\nUSA\n"), [
      "f.csv:1: has 1 column (country), and tenant.dataSets.x.columns names 2 (country, amount); name all of them, in their order",
    ]);
    for (const [header, found] of [
      ["Country,amount", "Country"],
      [" country,amount", " country"],
      ['"coun""try",amount', 'coun"try'],
    ] as const) {
      assert.deepEqual(await problemsOf(`${header}\nUSA,10\n`), [
        `f.csv:1: column 1 is "${found}", and tenant.dataSets.x.columns calls it "country"; give both the same name`,
      ]);
    }
    assert.deepEqual(await problemsOf("USA,10\nGBR,20\n"), [
      'f.csv:1: column 1 is "USA", and tenant.dataSets.x.columns calls it "country"; give both the same name (has the file a header?)',
      'f.csv:1: column 2 is "10", and tenant.dataSets.x.columns calls it "amount"; give both the same name (has the file a header?)',
    ]);
  });

  it("is refused with a name that only looks like the one of the column, and the difference is shown", async () => {
    for (const [header, column, found, expectedName] of [
      ["sales\u00a0region", "sales region", '"sales\u00a0region" (with U+00A0)', '"sales region"'],
      ["Zu\u0308rich", "Zürich", '"Zu\u0308rich" (with U+0308)', '"Zürich"'],
      ["c\u043euntry", "country", '"c\u043euntry" (with U+043E)', '"country"'],
      ["country", "c\u043euntry", '"country"', '"c\u043euntry" (with U+043E)'],
    ] as const) {
      assert.deepEqual(await problemsOf(`${header},amount\nUSA,10\n`, expected(column, "amount")), [
        `f.csv:1: column 1 is ${found}, and tenant.dataSets.x.columns calls it ${expectedName}; give both the same name`,
      ]);
    }
  });

  it("has a few of its columns named, however many there are and however long they are", async () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
    const [many = ""] = await problemsOf(`${names(1500).join()}\n`, undefined, 100);
    assert.match(many, /has 1500 columns \(c0, c1, .*, c19 and 1,480 more\), and .* names 2/);
    const turned = await problemsOf(`${names(1500).reverse().join()}\n`, expected(...names(1500)));
    assert.equal(turned.length, 1);
    assert.match(turned.join(), /in another order \(c1499, .* and 1,480 more\) than in .* \(c0, c1/);
    const [one = ""] = await problemsOf(`${"x".repeat(100_000)}\n`, undefined, 1000);
    assert.ok(one.length < 300, one.slice(0, 300));
  });

  it("is refused with what no text holds, and with a byte order mark of a second file within it", async () => {
    assert.deepEqual(await problemsOf("country,amount\nU\0SA,10\n\ufeffcountry,amount\nGBR,20\n"), [
      "f.csv:2: holds NUL, which is no text; export the file again",
      "f.csv:3: begins with a byte order mark in the middle of the file; were two files joined? Remove it",
    ]);
  });

  it("is refused with fields that QuickSight would cut without a word, in Unicode characters", async () => {
    for (const field of [
      "x".repeat(2047),
      "𝄞".repeat(2047),
      `"${"x".repeat(2045)},x"`,
      `"${'""'.repeat(2047)}"`,
      `"${"x".repeat(1000)}\n${"x".repeat(1046)}"`,
    ]) {
      assert.deepEqual(await problemsOf(`country,amount\n"USA",${field}\n${field},10\n`), []);
    }
    for (const field of [
      "x".repeat(2048),
      "𝄞".repeat(2048),
      `"${"x".repeat(2046)},x"`,
      `"${'""'.repeat(2048)}"`,
      `"${"x".repeat(1000)}\n${"x".repeat(1047)}"`,
      `"${"𝄞".repeat(1000)}\n${'""'.repeat(1047)}"`,
    ]) {
      const cut = (place: number) =>
        `field ${place} has 2,048 characters, and QuickSight cuts it after 2,047; shorten it in the export`;
      const after = field.includes("\n") ? 3 : 2;
      assert.deepEqual(await problemsOf(`country,amount\n${field},${field}\n`), [
        `f.csv:2: ${cut(1)}`,
      ]);
      assert.deepEqual(await problemsOf(`country,amount\nUSA,${field}\n"GBR",${field}\n`), [
        `f.csv:2: ${cut(2)}`,
        `f.csv:${after + 1}: ${cut(2)}`,
      ]);
    }
  });

  it("is compared with every data set that reads it", async () => {
    const sets = [
      { where: "tenant.dataSets.a.columns", columns: ["country", "amount"] },
      { where: "tenant.dataSets.b.columns", columns: ["country", "total"] },
    ];
    assert.deepEqual(await problemsOf("country,amount\nUSA,10\n", sets), [
      'f.csv:1: column 2 is "amount", and tenant.dataSets.b.columns calls it "total"; give both the same name',
    ]);
    assert.deepEqual(await problemsOf("country,amount\nUSA,10\n", []), []);
    assert.match((await problemsOf("country,amount\nUSA\n", [])).join(), /f\.csv:2: the row has 1/);
  });

  it("is refused with another separator, once", async () => {
    for (const [separator, name] of [
      [";", "semicolons"],
      ["\t", "tabs"],
      ["|", "bars"],
    ] as const) {
      const text = ["country,amount", "USA,10", "GBR,20,5", ""].join("\n");
      assert.deepEqual(await problemsOf(text.replaceAll(",", separator)), [
        `f.csv:1: is separated by ${name}, and QuickSight is told that it is by commas; save the file with commas`,
      ]);
    }
  });

  it("may have other separators in a name that its data set has", async () => {
    assert.deepEqual(await problemsOf("a|b\nx\n", expected("a|b")), []);
    assert.match(
      (await problemsOf("a;b,c\nx,y\n")).join(),
      /^f\.csv:1: column 1 is "a;b", and .* calls it "country"; .*,f\.csv:1: column 2 is "c"/,
    );
    assert.deepEqual(await problemsOf("land\nUSA\n", expected("country")), [
      'f.csv:1: column 1 is "land", and tenant.dataSets.x.columns calls it "country"; give both the same name',
    ]);
  });

  it("is refused when it is empty", async () => {
    for (const text of ["", "\n\n", "\ufeff", "  \n"]) {
      assert.match(
        (await problemsOf(text)).join("\n"),
        /f\.csv:1: is empty; check the export that writes it$/,
      );
    }
  });

  it("is refused with rows of another length, the first twenty by line", async () => {
    const rows = Array.from({ length: 1000 }, () => "USA,10,x");
    const problems = await problemsOf(["country,amount", ...rows, ""].join("\n"));
    assert.equal(problems.length, 21);
    assert.equal(
      problems[0],
      "f.csv:2: the row has 3 fields, the header has 2; correct it (a field with a comma in it goes in quotes)",
    );
    assert.equal(problems[20], "f.csv:22: … and 980 more rows with another number of fields");
  });

  it("is refused with quotes that are wrong, by the line on which the row begins", async () => {
    assert.deepEqual(
      await problemsOf('country,amount\nUSA,5" disk\n"GBR"x,1\n"MEX",1\n"FRA,1\n\nESP,2\n'),
      [
        "f.csv:2: a quote stands within a field that has none around it; put the field in quotes, and write the quote twice",
        "f.csv:3: text follows the quote that ends a field; write a quote within a field twice",
        "f.csv:5: a quote is opened and never closed; close it, or write the field without quotes",
      ],
    );
  });

  it("with wrong quotes in its header is read no further", async () => {
    assert.deepEqual(await problemsOf('"country"x,amount\nUSA\n'), [
      "f.csv:1: text follows the quote that ends a field; write a quote within a field twice",
    ]);
    assert.deepEqual(await problemsOf('"country,amount\nUSA,10\n'), [
      "f.csv:1: a quote is opened and never closed; close it, or write the field without quotes",
    ]);
  });

  it("is refused with line breaks of old", async () => {
    assert.match(
      (await problemsOf("country,amount\rUSA,10\r")).join(),
      /f\.csv:1: holds a carriage return without a line feed; save the file with line feeds/,
    );
  });

  it("passes whatever a writer of CSV makes of rows, and one field more in one of them is seen", async () => {
    const field = fc.string({
      unit: fc.constantFrom("a", ",", '"', "\n", "ü", "𝄞", " ", ";"),
      maxLength: 6,
    });
    const rows = fc.array(fc.tuple(field, field), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (all, size, crlf) => {
        const newline = crlf ? "\r\n" : "\n";
        const text = Papa.unparse([["country", "amount"], ...all], { newline });
        assert.deepEqual(await problemsOf(text, undefined, size), []);
        // One field more in one row is seen, and nothing else.
        const more = Papa.unparse([["country", "amount"], ...all, ["x", "y", "z"]], { newline });
        const [problem = "", ...others] = await problemsOf(more, undefined, size);
        assert.match(problem, /the row has 3 fields/);
        assert.deepEqual(others, []);
      }),
    );
  });

  it("is read as a stream: many megabytes take little room", async () => {
    const line = Buffer.from("USA,10\n".repeat(10_000));
    let most = 0;
    async function* large() {
      yield Buffer.from("country,amount\n");
      for (let round = 0; round < 1000; round += 1) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        yield await Promise.resolve(Buffer.from(line));
      }
    }
    const before = process.memoryUsage().arrayBuffers;
    assert.deepEqual(await checkDataFile(large(), "f.csv", expected("country", "amount")), []);
    assert.ok(most - before < 40_000_000, `${most - before} bytes`);
  }).timeout(60_000);

  it("is not read into memory by a quote in its header that is never closed", async () => {
    let read = 0;
    async function* endless() {
      yield Buffer.from('\n"country,amount\n');
      for (; read < 1000; read += 1) yield await Promise.resolve(Buffer.alloc(100_000, "USA,10\n"));
    }
    const problems = await checkDataFile(endless(), "f.csv", expected("country", "amount"));
    assert.deepEqual(problems, [
      {
        where: "f.csv:2",
        message: "a quote is opened and never closed; close it, or write the field without quotes",
      },
    ]);
    assert.ok(read < 50, `${read} of 1000 pieces`);
  });

  it("without any line break in 32 MB is no file of rows", async () => {
    async function* endless() {
      for (let round = 0; round < 100; round += 1) yield await Promise.resolve(Buffer.alloc(1e6, 97));
    }
    const [problem] = await checkDataFile(endless(), "f.csv", expected("a"));
    assert.match(problem?.message ?? "", /has no line break in 32 MB/);
  });
});
