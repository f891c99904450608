import { globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = new URL("account/taggableTypes.json", import.meta.url);

/** The types of `@pulumi/aws` that take tags, read from the declarations of the installed version. */
export function findTaggableTypes(): readonly string[] {
  const root = fileURLToPath(new URL("../node_modules/@pulumi/aws", import.meta.url));
  const tokens = globSync("*/*.d.ts", { cwd: root }).flatMap((declaration) => {
    const types = readFileSync(`${root}/${declaration}`, "utf8");
    if (!/^ {4}tags\?: pulumi\.Input/m.test(types)) return [];
    const code = readFileSync(`${root}/${declaration.replace(/\.d\.ts$/, ".js")}`, "utf8");
    return /__pulumiType = '([^']+)'/.exec(code)?.slice(1) ?? [];
  });
  return [...new Set(tokens)].toSorted();
}

if (import.meta.main) writeFileSync(file, `${JSON.stringify(findTaggableTypes(), null, 2)}\n`);
