import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { writePipeline } from "../../examples/gitlab/writePipeline.ts";
import { listStacks } from "../../stacks/listStacks.ts";

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
  if: z.string().optional(),
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
      environment: z.string().optional(),
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      steps: z.array(step),
      strategy: z.object({ matrix: z.record(z.string(), z.string()) }).optional(),
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

/** What each workflow may write; the others may write nothing. */
const writable: Readonly<Record<string, readonly string[]>> = {
  "preview.yml": ["id-token", "security-events"],
  "deploy.yml": ["id-token"],
};

describe("the workflows", () => {
  it("are there", () => {
    assert.ok(["deploy.yml", "preview.yml", "test.yml"].every((name) => names.includes(name)));
  });

  for (const name of names) {
    it(`${name} is right by actionlint`, () => {
      assert.equal(lint(name, textOf(name)), "");
    });

    it(`${name} uses every action by its commit, with the version beside it`, () => {
      assert.deepEqual(findUnpinned(textOf(name)), []);
    });

    it(`${name} names its permissions, and lets nothing but the OIDC token and its findings be written`, () => {
      const { permissions: all, jobs } = readWorkflow(name);
      const written = [all, ...Object.values(jobs).map((job) => job.permissions ?? {})]
        .flatMap((granted) => Object.entries(granted))
        .filter(([, access]) => access === "write")
        .map(([permission]) => permission);
      assert.deepEqual([...new Set(written)], writable[name] ?? []);
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
  const { jobs } = readWorkflow("preview.yml");
  const steps = jobs["preview"]?.steps ?? [];
  const commands = steps.map(({ run }) => run ?? "");

  it("finds the stacks that it previews, instead of listing them", () => {
    assert.ok(jobs["stacks"]?.steps.some(({ run }) => run?.includes("stacks/listStacks.ts")));
    assert.equal(
      jobs["preview"]?.strategy?.matrix["stack"],
      "${{ fromJSON(needs.stacks.outputs.stacks) }}",
    );
  });

  it("takes policies, their configuration and the report from the branch that the pull request is for", () => {
    const trusted = steps.find((one) => one.with["path"] === "trusted");
    assert.equal(trusted?.with["ref"], "${{ github.event.pull_request.base.sha }}");
    const preview = commands.find((run) => run.includes("pulumi preview")) ?? "";
    assert.match(preview, /--policy-pack trusted\/policies --policy-pack-config "\$CONFIG"/);
    assert.match(textOf("preview.yml"), /CONFIG: trusted\/policies\//);
    for (const run of commands.filter((one) => one.includes("policies/"))) {
      assert.doesNotMatch(run, /(?<!trusted\/)policies\/\w+\//);
    }
  });

  it("reports what the policies found, also when they refuse", () => {
    const report = steps.find(({ run }) => run?.includes("report/main.ts"));
    assert.match(report?.if ?? "", /!cancelled\(\)/);
    assert.ok(steps.some(({ uses }) => uses?.startsWith("github/codeql-action/upload-sarif@")));
  });
});

describe("the deploy workflow", () => {
  const job = readWorkflow("deploy.yml").jobs["deploy"];
  const update = job?.steps.find(({ run }) => run?.includes("pulumi up"))?.run ?? "";

  it("finds what it deploys, and waits for the approval of each environment", () => {
    assert.equal(
      job?.strategy?.matrix["of"],
      "${{ fromJSON(needs.environments.outputs.environments) }}",
    );
    assert.equal(job.environment, "${{ matrix.of.environment }}");
  });

  it("asks the policies in every update", () => {
    assert.match(update, /--policy-pack policies --policy-pack-config "\$CONFIG"/);
  });

  const runUpdate = (failing: string) => {
    const folder = mkdtempSync(join(tmpdir(), "deploy-"));
    const fake = `#!/bin/sh\necho "$6" >> ${folder}/asked\n[ "$6" != "${failing}" ]\n`;
    writeFileSync(join(folder, "pulumi"), fake, { mode: 0o755 });
    const { status, stdout } = spawnSync("bash", ["-e", "-c", update], {
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env.PATH ?? ""}`,
        RUNNER_TEMP: folder,
        ACCOUNTS: "dev dev2",
        TENANTS: "dev-a dev-b",
      },
    });
    const asked = readFileSync(join(folder, "asked"), "utf8").trim().split("\n");
    rmSync(folder, { recursive: true });
    return { status, stdout, asked };
  };

  it("brings accounts up before tenants", () => {
    const { status, asked } = runUpdate("");
    assert.equal(status, 0);
    assert.deepEqual(asked, ["dev", "dev2", "dev-a", "dev-b"]);
  });

  it("stops the tenants where an account fails, and no other tenant where one fails", () => {
    const account = runUpdate("dev2");
    assert.equal(account.status, 1);
    assert.deepEqual(account.asked, ["dev", "dev2"]);
    const tenant = runUpdate("dev-a");
    assert.equal(tenant.status, 1);
    assert.deepEqual(tenant.asked, ["dev", "dev2", "dev-a", "dev-b"]);
    assert.match(tenant.stdout, /these stacks were not brought up: dev-a$/m);
  });
});

describe("the workflows that run the CLI", () => {
  for (const name of ["preview.yml", "deploy.yml"]) {
    it(`${name} has that of the same version as the SDK`, () => {
      const { dependencies } = z
        .object({ dependencies: z.record(z.string(), z.string()) })
        .parse(JSON.parse(readFileSync("package.json", "utf8")));
      const installed = Object.values(readWorkflow(name).jobs)
        .flatMap(({ steps }) => steps)
        .filter(({ uses }) => uses?.startsWith("pulumi/actions@"));
      assert.ok(installed.length > 0);
      for (const cli of installed) {
        assert.equal(cli.with["pulumi-version"], dependencies["@pulumi/pulumi"]);
      }
    });
  }
});

describe("the pipeline for GitLab", () => {
  const jobs = parse(writePipeline(listStacks("."))) as Record<string, Record<string, unknown>>;

  it("has a preview and a deployment for every stack that there is", () => {
    for (const { stack } of listStacks(".")) {
      assert.ok(jobs[`preview ${stack}`] !== undefined && jobs[`deploy ${stack}`] !== undefined);
    }
  });

  it("asks the policies of the target branch in a merge request, and deploys a tenant after the accounts", () => {
    const script = (name: string) => (jobs[name]?.["script"] as string[]).join("\n");
    assert.match(
      script("preview dev-default"),
      /--policy-pack trusted\/policies .*trusted\/policies\/dev\.json/,
    );
    assert.match(script("deploy dev-default"), /pulumi up .*--policy-pack policies /);
    assert.deepEqual(jobs["deploy dev-default"]?.["needs"], ["deploy dev"]);
  });

  it("needs no job that there is not", () => {
    for (const job of Object.values(jobs)) {
      for (const needed of (job["needs"] ?? []) as string[]) assert.ok(needed in jobs, needed);
    }
  });
});
