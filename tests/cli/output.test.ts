import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CreateGroupCommand, RegisterUserCommand } from "@aws-sdk/client-quicksight";
import { parse } from "yaml";
import type { ErrorDocument } from "../../cli/errorDocument.ts";
import { exitCode } from "../../cli/exitCode.ts";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { openClient } from "./dashboards.ts";
import { accountId, environmentOf, membership, qsgov, tenant, workplace } from "./qsgov.ts";

/** What a terminal acts on, nobody sees, or turns the direction of writing; line breaks are those of the output. */
const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const esc = "\u001b[31m";
const csi = "\u009b31m";
const bidi = "\u202e";

describe("qsgov, what it prints", function () {
  this.timeout(30_000);
  const { directory, write, run, control, simulator } = workplace();
  beforeEach(async () => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", membership);
  });
  const errorOf = (stdout: string) => JSON.parse(stdout) as ErrorDocument;
  /** Runs with arguments that hold spaces. */
  const runWith = (...args: string[]) =>
    qsgov([...args, "--account", accountId], {
      cwd: directory(),
      environment: environmentOf(simulator()),
    });

  describe("with --json, whatever goes wrong", () => {
    it("is a document with every mistake, which stderr has as well", async () => {
      await write("membership.csv", "default,usa,Ana,nobody\ndefault,nowhere,Bo,bo@oktank.com\n");
      for (const command of ["plan", "apply"]) {
        const { code, stdout, stderr } = await run(`${command} --tenant tenant.yaml --json`);
        assert.equal(code, exitCode.error);
        const { command: name, error, problems = [] } = errorOf(stdout);
        assert.equal(name, command);
        assert.equal(
          error,
          "2 mistakes in the settings and the membership file; nothing was written",
        );
        assert.deepEqual(
          problems.map(({ where }) => where),
          ["membership.csv:1", "membership.csv:2"],
        );
        for (const { where, message } of problems) {
          assert.ok(stderr.includes(`${where}: ${message}\n`), stderr);
        }
      }
    });

    for (const [what, args, error] of [
      ["an unknown option", "plan --jason --json", /^Unknown option '--jason'; see/],
      ["an unknown option before it", "apply --json --jason", /^Unknown option '--jason'; see/],
      ["a value that it cannot have", "dump --json=yes --namespace a", /^Option '--json' does not/],
      ["no tenant", "plan --json", /^give exactly one of --tenant FILE and --stack NAME; see/],
      [
        "a dump over files",
        "dump --namespace default --json",
        /^tenant\.yaml and .* there already;/,
      ],
      ["a command that there is not", "destroy --json", /^there is no command "destroy"; use one/],
    ] as const) {
      it(`is a document for ${what}`, async () => {
        const { code, stdout, stderr } = await run(args);
        assert.equal(code, exitCode.error);
        assert.match(errorOf(stdout).error, error);
        assert.match(stderr, /^qsgov.*\n$/);
      });
    }

    it("is a document for what AWS refuses", async () => {
      await control("faults", [{ operation: "ListUsers", error: "AccessDeniedException" }]);
      for (const args of [
        "plan --tenant tenant.yaml",
        "apply --tenant tenant.yaml",
        "dump --namespace default --out new",
      ]) {
        const { code, stdout } = await run(`${args} --json`);
        assert.equal(code, exitCode.error);
        assert.match(errorOf(stdout).error, /^AccessDeniedException: /);
      }
    });
  });

  describe("of what is from outside", () => {
    it("escapes names of settings and what command lines hold", async () => {
      await write("tenant.yaml", {
        ...tenant,
        groups: { ...tenant.groups, [`critical${esc}`]: {}, [`x${bidi}y`]: {} },
        [`odd${csi}`]: 1,
      });
      await write(`odd${esc}.csv`, `default,us${csi}a,Ana,ana@oktank.com\n`);
      const places: (readonly [string[], RegExp])[] = [
        [["plan", "--tenant", "tenant.yaml"], /critical\\u\{1b\}\[31m.*is not a good name/],
        [["plan", "--tenant", "tenant.yaml"], /x\\u\{202e\}y.*is not a good name/],
        [["plan", "--tenant", "tenant.yaml"], /odd\\u\{9b\}31m: is not a setting/],
        [["plan", "--tenant", `none${esc}`], /none\\u\{1b\}\[31m: cannot be read/],
        [
          ["plan", "--tenant", "tenant.yaml", "--membership", `no${bidi}`],
          /no\\u\{202e\}: the mem/,
        ],
        [["plan", "--tenant", "tenant.yaml", "--membership", `odd${esc}.csv`], /us\\u\{9b\}31ma/],
        [["plan", `--ten${esc}`], /Unknown option '--ten\\u\{1b\}/],
        [["plan", "--stack", `a${esc}`], /\(got "a\\u\{1b\}/],
        [[`pl${esc}`], /no command "pl\\u\{1b\}/],
        [["dump", "--namespace", `a${esc}`], /\(got "a\\u\{1b\}/],
        [
          ["dump", "--namespace", "default", "--out", `tenant.yaml${esc}`, "--role", `\t${csi}`],
          /\\u/,
        ],
      ];
      for (const [args, message] of places) {
        const { code, stdout, stderr } = await runWith(...args, "--json");
        assert.equal(code, exitCode.error);
        assert.match(stderr, message);
        assert.doesNotMatch(stdout + stderr, hidden);
      }
    });

    it("escapes what AWS says", async () => {
      await control("faults", [
        {
          operation: "ListUsers",
          error: "AccessDeniedException",
          message: `no ${esc}${csi}${bidi}`,
        },
      ]);
      const { stdout, stderr } = await run("plan --tenant tenant.yaml --json");
      assert.doesNotMatch(stdout + stderr, hidden);
      assert.match(stderr, /\\u\{1b\}/);
    });

    it("escapes names of people and groups in plans and dumps, and spells them as JSON and YAML have it", async () => {
      const client = openClient(simulator(), "us-east-1");
      const address = { AwsAccountId: accountId, Namespace: "default" };
      const Description = `rows ${bidi}\u00ad${csi}\u0085`;
      await client.send(
        new CreateGroupCommand({ ...address, GroupName: "quicksight-fed-usa", Description }),
      );
      await client.send(new CreateGroupCommand({ ...address, GroupName: `other${csi}\u00ad` }));
      await client.send(
        new RegisterUserCommand({
          ...{ ...address, UserName: `eve\u00ad${csi}`, Email: "eve@oktank.com" },
          ...{ UserRole: "READER", IdentityType: "QUICKSIGHT" },
        }),
      );
      client.destroy();
      for (const command of ["plan", "apply", "dump"]) {
        const where = command === "dump" ? "--namespace default --out new" : "--tenant tenant.yaml";
        const text = await run(`${command} ${where}`);
        const json = await run(`${command} ${where} --json${command === "dump" ? " --force" : ""}`);
        assert.doesNotMatch(text.stdout + text.stderr + json.stdout + json.stderr, hidden, command);
        assert.match(text.stdout, /other\\u\{9b\}31m\\u\{ad\}/);
        JSON.parse(json.stdout);
      }
      const file = await readFile(join(directory(), "new", "tenant.yaml"), "utf8");
      assert.doesNotMatch(file, hidden);
      assert.match(file, /group other\\u\{9b\}31m/);
      const { groups } = parse(file) as { groups: { usa: { description: string } } };
      assert.equal(groups.usa.description, Description);
    });

    const long = "x".repeat(300_000);

    it("repeats no more than 80 characters of what it found, whatever the membership file holds", async () => {
      const files = {
        "a line of JSON": JSON.stringify(
          Array.from({ length: 50_000 }, (_, n) => ({ user: `p${n}`, email: "a@b.com" })),
        ),
        "lost line ends": `namespace,group,user,email ${"default,usa,Ana,ana@oktank.com ".repeat(50_000)}`,
        "a header with a long word": `namespace,group,user,${long}\ndefault,usa,Ana,ana@oktank.com\n`,
        "a row of semicolons": `a;b;c;d\n${long};\na;b;c;d\n`,
        "long groups": `default,${long},Ana,ana@oktank.com\n`.repeat(3),
        "long users": `default,usa,${long},ana@oktank.com\n`.repeat(3),
        "long emails": `default,usa,Ana,${long}\n`.repeat(3),
        "long addresses": `default,usa,Ana,${long}@b.com\ndefault,usa,Ana,y${long}@b.com\n`,
        "long namespaces": `${long},usa,Ana,ana@oktank.com\n`.repeat(3),
        "a control character in a long field": `default,usa,${long}\u0007,ana@oktank.com\n`,
        "a quote": `default,usa,"${long},ana@oktank.com\n`,
      };
      for (const [what, content] of Object.entries(files)) {
        await write("membership.csv", content);
        const { stdout, stderr } = await run("plan --tenant tenant.yaml --json");
        assert.ok(
          stdout.length + stderr.length < 8000,
          `${what}: ${stdout.length + stderr.length}`,
        );
        JSON.parse(stdout);
      }
    });

    it("repeats as little of long settings", async () => {
      const settings = {
        "a long key": { ...tenant, [long]: 1 },
        "a long group": {
          ...tenant,
          groups: { ...tenant.groups, [`${long}!`]: { role: "READER" } },
        },
        "a long value": { ...tenant, namespace: long },
        "a long dashboard": { ...tenant, access: [{ group: "usa", dashboards: [long] }] },
        "a long reference": { ...tenant, access: [{ group: long, dashboards: ["a"] }] },
        "a long file": { ...tenant, membership: { file: long } },
        "what is not YAML": `a: "${long}\nb: }${long}`,
      };
      for (const [what, content] of Object.entries(settings)) {
        await write("tenant.yaml", content);
        const { stdout, stderr } = await run("plan --tenant tenant.yaml");
        assert.ok(
          stdout.length + stderr.length < 8000,
          `${what}: ${stdout.length + stderr.length}`,
        );
      }
    });
  });

  describe("where nobody takes it", () => {
    /** Runs a command of a shell; `$qsgov` stands for the command. */
    const shell = async (line: string) => {
      const child = spawn("bash", ["-c", line], {
        cwd: directory(),
        env: {
          PATH: process.env["PATH"],
          ...environmentOf(simulator()),
          AWS_CONFIG_FILE: "/dev/null",
          AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
          qsgov: `${process.execPath} ${resolve("cli/main.ts")}`,
        },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let stderr = "";
      child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
      const [code] = (await once(child, "close")) as [number];
      return { code, stderr };
    };
    const options = `--tenant tenant.yaml --account ${accountId}`;

    it("does all that was asked for, says that it cannot be shown, and ends by what happened", async () => {
      const crowd = Array.from({ length: 400 }, (_, n) => `default,usa,p${n},p${n}@oktank.com`);
      await write("membership.csv", crowd.join("\n"));
      const piped = await shell(`set -o pipefail; $qsgov apply ${options} | head -c 1`);
      assert.match(piped.stderr, /^qsgov: stdout was closed; /m);
      assert.equal(piped.code, exitCode.done, piped.stderr);
      assert.equal(simulator().calls()["RegisterUser"], 400);
      simulator().reset();
      const full = await shell(`$qsgov apply ${options} > /dev/full`);
      assert.match(full.stderr, /^qsgov: stdout cannot be written \(ENOSPC: /m);
      assert.equal(full.code, exitCode.done, full.stderr);
      assert.equal(simulator().calls()["RegisterUser"], 400);
    });

    it("does not end a plan as if it had been shown, unless its reader had enough", async () => {
      assert.equal((await shell(`$qsgov plan ${options} > /dev/full`)).code, exitCode.error);
      assert.equal((await shell(`$qsgov plan ${options} --json > /dev/full`)).code, exitCode.error);
      const piped = await shell(`set -o pipefail; $qsgov plan ${options} | true`);
      assert.equal(piped.code, exitCode.changes, piped.stderr);
      assert.equal((await shell(`$qsgov apply ${options} 2> /dev/full > /dev/full`)).code, 0);
    });
  });

  it("names no approval for a plan that is not the expected one, as none helps", async () => {
    const { code, stdout } = await run("plan --tenant tenant.yaml --expect 0123456789ab");
    assert.equal(code, exitCode.refused);
    assert.match(stdout, /the plan is not the expected one \(its hash is [0-9a-f]{12}, not 012/);
    assert.match(stdout, /^No approval helps where the plan is not the expected one: /m);
    assert.doesNotMatch(stdout, /--approve|APPROVE/);
    const json = await run("plan --tenant tenant.yaml --expect 0123456789ab --json");
    assert.equal((JSON.parse(json.stdout) as PlanDocument).verdict, "refused");
  });
});
