import { format, resolveConfig } from "prettier";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { closeSamples, startSample } from "../support/sample.ts";

/** The stacks that are deployed together; the account stack of production is deployed to an account of its own. */
const deployments = [["dev", "dev-default", "dev-3rd-party"], ["prod"]] as const;

/** The engine wants a time of the whole, which says nothing. */
const noTime = "2026-01-01T00:00:00Z";

/** What says when and where in the sources something was made: not what a version leaves. */
const left = new Set(["created", "modified", "sourcePosition"]);

/**
 * Records the state that this version leaves of each stack of the sample, with the settings that it was made by, in a folder named
 * after the version: `node tests/states/record.ts 0.2`.
 */
async function record(version: string): Promise<void> {
  const folder = `tests/states/${version}`;
  await mkdir(folder, { recursive: true });
  for (const stacks of deployments) {
    const texts = stacks.map(
      async (stack) => [stack, await readFile(`Pulumi.${stack}.yaml`, "utf8")] as const,
    );
    const files = Object.fromEntries(await Promise.all(texts));
    const sample = await startSample({ stackFiles: files });
    if (stacks.some((stack) => stack === "prod"))
      await sample.workspace.run(["stack", "init", "prod"]);
    for (const stack of stacks) {
      const { code, stdout, stderr } = await sample.up(stack, sample.aws.rootEnvironment);
      if (code !== 0) throw new Error(`${stack} is not deployed:\n${stdout}${stderr}`);
      const exported = await sample.workspace.run(["stack", "export", "--stack", stack]);
      const state = exported.stdout.replaceAll(
        /(arn:aws:secretsmanager:[^"]*?)-[A-Za-z0-9]{6}(?=["\\])/g,
        "$1-000000",
      );
      const clean = JSON.parse(state, (key, value: unknown) =>
        left.has(key) ? undefined : key === "time" ? noTime : value,
      ) as object;
      const file = `${folder}/${stack}.json`;
      const options = { ...(await resolveConfig(file)), filepath: file };
      await writeFile(file, await format(JSON.stringify(clean), options));
      await writeFile(`${folder}/${stack}.yaml`, files[stack] ?? "");
    }
    await sample.close();
  }
}

const [version] = process.argv.slice(2);
if (version === undefined || !/^\d+\.\d+$/.test(version)) {
  console.error("usage: node tests/states/record.ts VERSION, such as 0.2");
  process.exitCode = 1;
} else {
  try {
    await record(version);
  } finally {
    await closeSamples();
  }
}
