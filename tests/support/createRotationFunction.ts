import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Emulator } from "../../local/emulator/startEmulator.ts";

const run = promisify(execFile);
const python = fileURLToPath(new URL("../../.cache/python/bin/python", import.meta.url));
const code = fileURLToPath(new URL("rotationFunction.py", import.meta.url));

/** Makes the function, zipped, as the account's root user. */
const program = `
import io, json, sys, zipfile
import boto3
code, name, account, fails, closed = sys.argv[1:]
def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})
iam = boto3.client("iam")
trust = policy(Action="sts:AssumeRole", Principal={"Service": "lambda.amazonaws.com"})
iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
iam.put_role_policy(RoleName=name, PolicyName="rotate", PolicyDocument=policy(Action="secretsmanager:*", Resource="*"))
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as zipped:
    zipped.write(code, "rotate.py")
client = boto3.client("lambda")
environment = {"Variables": {"FAILS": "1"}} if fails else {}
made = client.create_function(FunctionName=name, Runtime="python3.12", Handler="rotate.handle", Timeout=30,
    Role=f"arn:aws:iam::{account}:role/{name}", Code={"ZipFile": archive.getvalue()}, Environment=environment)
if not closed:
    client.add_permission(FunctionName=name, StatementId="s", Action="lambda:InvokeFunction",
        Principal="secretsmanager.amazonaws.com", SourceAccount=account)
print(made["FunctionArn"])
`;

/**
 * Makes a function in the emulator that rotates secrets, as a customer has one.
 *
 * @param options.fails  it ends in an error in every step
 * @param options.closed its policy lets nobody call it
 */
export async function createRotationFunction(
  { accountId, rootEnvironment }: Pick<Emulator, "accountId" | "rootEnvironment">,
  options: { readonly fails?: true; readonly closed?: true } = {},
): Promise<{ readonly arn: string }> {
  const home = await mkdtemp(join(tmpdir(), "rotation-"));
  try {
    const asked = [code, "rotate", accountId, options.fails ? "1" : "", options.closed ? "1" : ""];
    const env = { PATH: process.env["PATH"], HOME: home, ...rootEnvironment };
    const { stdout } = await run(python, ["-c", program, ...asked], { env });
    return { arn: stdout.trim() };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
