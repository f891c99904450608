import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Which folder may import from which. Arrows point one way: index, stacks, components, providers, core; functions and cli to
 * core. Inside the core, subjects use what is common to them and never each other.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "core/aws": [],
  "core/settings": ["core/aws"],
  "core/assets": ["core/aws", "core/settings"],
  "core/reconcile": ["core/aws", "core/settings"],
  "core/csv": ["core/aws", "core/settings"],
  "core/people": ["core/aws", "core/settings", "core/csv", "core/assets", "core/reconcile"],
  "core/access": ["core/aws", "core/settings", "core/assets", "core/reconcile"],
  "core/dashboards": ["core/aws", "core/settings"],
  "core/landing": ["core/aws", "core/settings", "core/csv"],
  "core/account": ["core/aws", "core/settings", "core/assets", "core/reconcile"],
  "core/data": ["core/aws", "core/settings", "core/csv", "core/assets", "core/reconcile"],
  "core/keys": ["core/aws", "core/settings", "core/csv", "core/assets", "core/reconcile"],
  "core/secrets": ["core/aws", "core/settings"],
  "core/preflight": ["core/aws", "core/settings", "core/assets"],
  // What reads everything, and nothing reads.
  "core/hourly": ["core/aws", "core/settings"],
  "core/tenant": [
    "core/aws",
    "core/settings",
    "core/assets",
    "core/people",
    "core/access",
    "core/reconcile",
    "core/preflight",
  ],
  "core/explain": [
    "core/aws",
    "core/settings",
    "core/csv",
    "core/assets",
    "core/people",
    "core/access",
    "core/data",
    "core/reconcile",
  ],
  "core/reports": [
    "core/aws",
    "core/csv",
    "core/assets",
    "core/data",
    "core/explain",
    "core/keys",
    "core/people",
    "core/reconcile",
    "core/settings",
  ],
  providers: ["core"],
  components: ["core", "providers"],
  stacks: ["core", "providers", "components"],
  functions: ["core"],
  cli: ["core"],
  policies: ["providers"],
};

/** One import: the folder it is in, the folder it points to, and where it stands. */
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly where: string;
}

function folderOf(path: string): string {
  const [top = "", second = ""] = path.split(sep);
  return top === "core" && !second.endsWith(".json") ? `core/${second}` : top;
}

/** The path within the repository that an import points to; undefined for a package of somebody else's. */
function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
  const [, name, folder] = /^@quicksight-governance\/([^/]+)(?:\/([^/]+))?/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  return name === "core" ? join("core", folder ?? "") : name;
}

function findEdges(file: string, text: string): Edge[] {
  return [...text.matchAll(/(?:from |import\()"([^"]+)"/g)].flatMap(([, specifier = ""]) => {
    const target = targetOf(file, specifier);
    if (target === undefined) return [];
    const [from, to] = [folderOf(file), folderOf(target)];
    return from === to ? [] : [{ from, to, where: `${file}: "${specifier}"` }];
  });
}

function isAllowed({ from, to }: Edge): boolean {
  const targets = allowed[from] ?? [];
  return targets.some((target) => to === target || (target === "core" && to.startsWith("core/")));
}

function readEdges(): Edge[] {
  const tops = [...new Set(Object.keys(allowed).map((folder) => folder.split("/")[0] ?? ""))];
  return tops.flatMap((top) =>
    readdirSync(join(repository, top), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
      .flatMap((name) => {
        const file = join(top, name);
        return findEdges(file, readFileSync(join(repository, file), "utf8"));
      }),
  );
}

describe("the house", () => {
  it("has imports in the allowed direction only", () => {
    const wrong = readEdges().filter((edge) => !isAllowed(edge));
    assert.deepEqual(
      wrong.map(({ from, to, where }) => `${from} -> ${to} (${where})`),
      [],
    );
  });

  it("has a rule for every folder of the core", () => {
    const folders = readdirSync(join(repository, "core"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
      .map(({ name }) => `core/${name}`);
    assert.deepEqual(
      folders.filter((folder) => allowed[folder] === undefined),
      [],
    );
  });

  it("would notice a cycle, and a subject that reaches into another", () => {
    const cycle = findEdges("core/reconcile/run.ts", 'import { x } from "../people/x.ts";');
    assert.deepEqual(cycle.map(isAllowed), [false]);
    const across = findEdges("core/access/x.ts", 'import type { y } from "../people/y.ts";');
    assert.deepEqual(across.map(isAllowed), [false]);
    const outwards = findEdges("core/aws/x.ts", 'await import("../../cli/main.ts")');
    assert.deepEqual(outwards.map(isAllowed), [false]);
    const allowedOne = findEdges("cli/x.ts", 'from "@quicksight-governance/core/people"');
    assert.deepEqual(allowedOne.map(isAllowed), [true]);
  });

  it("has one plan's hash, one guard, one approval and one run: nothing but the reconciler makes them", () => {
    const makers =
      /reconcile\/(?:hashPlan|judge|findFindings|perform|approval|lock\/\w+)(?:\.ts)?"/;
    const tops = [...new Set(Object.keys(allowed).map((folder) => folder.split("/")[0] ?? ""))];
    const others = tops.flatMap((top) =>
      readdirSync(join(repository, top), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
        .map((name) => join(top, name))
        .filter((file) => !file.startsWith(join("core", "reconcile")))
        .filter((file) => makers.test(readFileSync(join(repository, file), "utf8"))),
    );
    assert.deepEqual(others, []);
    assert.match('import { hashPlan } from "../reconcile/hashPlan.ts";', makers);
    const offered = readFileSync(join(repository, "core/reconcile/index.ts"), "utf8");
    assert.doesNotMatch(offered, /hashPlan|\bjudge,|perform|describeRefusal|withLock/);
  });

  it("has no file of the core over 220 lines", () => {
    const long = readdirSync(join(repository, "core"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
      .map((name) => ({
        name,
        lines: readFileSync(join(repository, "core", name), "utf8").split("\n").length - 1,
      }))
      .filter(({ lines }) => lines > 220);
    assert.deepEqual(long, []);
  });
});
