import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const folder = ".github/workflows";
const names = readdirSync(folder).sort();
const textOf = (name: string) => readFileSync(`${folder}/${name}`, "utf8");

/** What actionlint says of a workflow; nothing when it is right. Without the linters of scripts, which not every machine has. */
function lint(name: string, text: string): string {
  const { error, status, stdout, stderr } = spawnSync(
    "actionlint",
    ["-no-color", "-shellcheck=", "-pyflakes=", "-stdin-filename", `${folder}/${name}`, "-"],
    { input: text, encoding: "utf8" },
  );
  if (error !== undefined) {
    throw new Error(
      `actionlint does not start: ${error.message}; install Go 1.26 or newer, then run local/setup.sh`,
    );
  }
  assert.ok(status === 0 || status === 1, stderr);
  return stdout;
}

/** The lines that use an action other than by a full commit hash with its version beside it. */
function findUnpinned(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => /\buses\s*["']?\s*:/.test(line))
    .filter((line) => !/ uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
    .map((line) => line.trim());
}

/** Each permission by name: `write-all` is refused, and so is leaving them out. */
const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const workflow = z.object({
  permissions,
  concurrency: z.object({ group: z.string() }),
  jobs: z.record(
    z.string(),
    z.object({
      permissions: permissions.optional(),
      steps: z.array(step),
      strategy: z
        .object({ matrix: z.object({ include: z.array(z.record(z.string(), z.string())) }) })
        .optional(),
    }),
  ),
});
const readWorkflow = (name: string) => workflow.parse(parse(textOf(name)));

const broken = `
on: pull_request
jobs:
  preview:
    runs-on: ubuntu-24.04
    needs: elsewhere
    steps:
      - uses: actions/checkout@v7
      - run: echo "\${{ github.event.pull_request.title }}"
`;

describe("the workflows", () => {
  it("are there", () => {
    assert.ok(["preview.yml", "test.yml"].every((name) => names.includes(name)));
  });

  for (const name of names) {
    it(`${name} is right by actionlint`, () => {
      assert.equal(lint(name, textOf(name)), "");
    });

    it(`${name} uses every action by its commit, with the version beside it`, () => {
      assert.deepEqual(findUnpinned(textOf(name)), []);
    });

    it(`${name} names its permissions, and lets nothing but the OIDC token be written`, () => {
      const { permissions: all, jobs } = readWorkflow(name);
      const written = [all, ...Object.values(jobs).map((job) => job.permissions ?? {})]
        .flatMap((granted) => Object.entries(granted))
        .filter(([, access]) => access === "write")
        .map(([permission]) => permission);
      assert.deepEqual(written, name === "preview.yml" ? ["id-token"] : []);
    });
  }

  it("would fail if they were wrong", () => {
    const report = lint("broken.yml", broken);
    assert.match(report, /needs job "elsewhere" which does not exist/);
    assert.match(report, /"github\.event\.pull_request\.title" is potentially untrusted/);
    assert.deepEqual(findUnpinned(broken), ["- uses: actions/checkout@v7"]);
    assert.ok(!workflow.safeParse(parse(broken)).success);
  });
});

describe("the preview workflow", () => {
  const { steps, strategy } = readWorkflow("preview.yml").jobs["preview"] ?? { steps: [] };
  const matrix = strategy?.matrix.include ?? [];

  it("previews every stack of the repository, with the policies of its environment", () => {
    const stacks = readdirSync(".").flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    assert.deepEqual(matrix.map(({ stack }) => stack).sort(), stacks.sort());
    for (const { stack = "", environment = "" } of matrix) {
      assert.equal(stack.split("-")[0], environment);
      assert.ok(existsSync(`policies/${environment}.json`), environment);
    }
    assert.match(
      steps.at(-1)?.run ?? "",
      /^pulumi preview --diff .*--policy-pack policies --policy-pack-config /,
    );
  });

  it("runs the CLI of the same version as the SDK", () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync("package.json", "utf8")));
    const cli = steps.find(({ uses }) => uses?.startsWith("pulumi/actions@"));
    assert.equal(cli?.with["pulumi-version"], dependencies["@pulumi/pulumi"]);
  });
});
