import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Each writes its name into a journal, takes half a second, and makes what the real one would make. */
const stubs: Readonly<Record<string, string>> = {
  npm: "true",
  pulumi: "exit 1",
  go: `
while [ "$1" != -o ]; do shift; done
begin "go $(basename "$2")"; printf '#!/bin/sh\\nexit 1\\n' >"$2"; chmod +x "$2"`,
  python3: `
begin python3; mkdir -p "$3/bin"
printf '#!/bin/sh\\nexit 0\\n' >"$3/bin/pip"
printf '#!%s/bin/python3\\n' "$3" >"$3/bin/aws"
chmod +x "$3"/bin/*`,
};
const prelude = `#!/bin/bash
begin() { echo "$1" >>"$JOURNAL"; sleep "\${SECONDS_OF_A_BUILD:-0.5}"; }
`;

describe("setup.sh in several checkouts that share a cache", function () {
  this.timeout(30_000);
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "setup-"));
    await mkdir(join(root, "bin"));
    for (const [name, script] of Object.entries(stubs)) {
      await writeFile(join(root, "bin", name), prelude + script, { mode: 0o755 });
      await chmod(join(root, "bin", name), 0o755);
    }
    await writeFile(join(root, "journal"), "");
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const makeCheckout = async (name: string) => {
    const checkout = join(root, name);
    await mkdir(join(checkout, "node_modules"), { recursive: true });
    for (const file of [
      "local/setup.sh",
      "local/requirements.txt",
      "local/engine",
      "local/tools",
    ]) {
      await cp(file, join(checkout, file), { recursive: true });
    }
    for (const file of ["package.json", "package-lock.json"]) await cp(file, join(checkout, file));
    return checkout;
  };

  const setUp = (checkout: string, environment: Record<string, string> = {}) =>
    spawn("bash", ["local/setup.sh", "echo", "ready"], {
      cwd: checkout,
      env: {
        PATH: `${join(root, "bin")}:/usr/bin:/bin`,
        HOME: root,
        QUICKSIGHT_GOVERNANCE_CACHE: join(root, "cache"),
        JOURNAL: join(root, "journal"),
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });

  /** How a setup ended, and what it printed. */
  const end = async (child: ChildProcess) => {
    let output = "";
    child.stdout?.on("data", (text) => (output += String(text)));
    child.stderr?.on("data", (text) => (output += String(text)));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, output };
  };

  const journal = async () => (await readFile(join(root, "journal"), "utf8")).trim().split("\n");

  const untilBuilding = async (what: string) => {
    while (!(await journal()).includes(what)) await sleep(20);
  };

  const everythingOnce = ["go actionlint", "go pulumi", "go pulumi-language-nodejs", "python3"];

  it("builds each entry of the cache once when four begin at the same time, and all use it", async () => {
    const checkouts = await Promise.all(["a", "b", "c", "d"].map(makeCheckout));
    const ended = await Promise.all(checkouts.map((checkout) => end(setUp(checkout))));
    for (const { code, output } of ended) {
      assert.equal(code, 0, output);
      assert.match(output, /ready/);
    }
    assert.deepEqual((await journal()).sort(), everythingOnce);
    const left = await readdir(join(root, "cache"));
    assert.deepEqual(
      left.map((name) => name.replace(/-\w+$/, "")).sort(),
      ["actionlint", "engine", "python"],
      left.join(" "),
    );
    for (const checkout of checkouts) await readFile(join(checkout, ".cache/engine/.installed"));
    const script = await readFile(join(checkouts[0] ?? "", ".cache/python/bin/aws"), "utf8");
    assert.match(script, /^#!.*\/cache\/python-\w+\/bin\/python3\n$/);
  });

  it("installs the packages of one checkout once when two begin in it", async () => {
    await writeFile(join(root, "bin/npm"), `${prelude}begin npm\n`, { mode: 0o755 });
    const checkout = await makeCheckout("a");
    const ended = await Promise.all([end(setUp(checkout)), end(setUp(checkout))]);
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0],
    );
    assert.deepEqual((await journal()).sort(), [...everythingOnce, "npm"].sort());
  });

  it("goes on where one was killed in the middle of a build", async () => {
    const killed = setUp(await makeCheckout("a"), { SECONDS_OF_A_BUILD: "60" });
    const other = await makeCheckout("b");
    await untilBuilding("python3");
    const waiting = end(setUp(other));
    await sleep(500);
    assert.ok(killed.pid !== undefined);
    const gone = once(killed, "exit");
    process.kill(-killed.pid, "SIGKILL");
    await gone;
    const { code, output } = await waiting;
    assert.equal(code, 0, output);
    assert.match(output, /waiting for another setup, process \d+/);
    assert.equal((await journal()).filter((line) => line === "python3").length, 2);
    const left = await readdir(join(root, "cache"));
    assert.ok(!left.some((name) => /making|lock/.test(name)), left.join(" "));
  });

  it("leaves nothing half made and no lock when a build fails, says why, and builds the next time", async () => {
    const checkout = await makeCheckout("a");
    const python = join(root, "bin/python3");
    await writeFile(python, "#!/bin/bash\necho no space left >&2\nexit 1\n", { mode: 0o755 });
    const failed = await end(setUp(checkout));
    assert.equal(failed.code, 1);
    assert.match(failed.output, /no space left/);
    assert.deepEqual(await readdir(join(root, "cache")), []);
    await writeFile(python, prelude + (stubs["python3"] ?? ""), { mode: 0o755 });
    const { code, output } = await end(setUp(checkout));
    assert.equal(code, 0, output);
  });
});
