import { spawnSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL(".", import.meta.url));

/** What the package holds beside the compiled code: configurations, and the data of policies. */
const copied = ["PulumiPolicy.yaml", "README.md", "{trial,dev,prod}.json", "*/*.json"];

/**
 * Builds the pack as a package of JavaScript, which others install: Node refuses TypeScript under `node_modules`. `npm pack` in the folder
 * makes the file that is published.
 *
 * @param folder where to; what is in it goes
 * @throws Error when the compiler finds something wrong
 */
export function build(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const require = createRequire(import.meta.url);
  const compiler = require.resolve("typescript/bin/tsc");
  const args = [compiler, "--project", `${source}tsconfig.json`, "--outDir", folder];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`the pack does not compile:\n${stdout}`);
  for (const file of globSync(copied, { cwd: source, exclude: ["dist/**", "node_modules/**"] })) {
    cpSync(source + file, `${folder}/${file}`);
  }
  writeFileSync(`${folder}/index.js`, 'import "./start.js";\n');
  const manifest = JSON.parse(readFileSync(`${source}package.json`, "utf8")) as object;
  const published = {
    ...manifest,
    private: undefined,
    bin: {
      "quicksight-policy-check": "checkConfiguration.js",
      "quicksight-policy-report": "report/main.js",
    },
    files: ["**/*.js", "**/*.json", "PulumiPolicy.yaml", "README.md"],
  };
  writeFileSync(`${folder}/package.json`, `${JSON.stringify(published, null, 2)}\n`);
}

if (import.meta.main) build(resolve(process.argv[2] ?? "policies/dist"));
