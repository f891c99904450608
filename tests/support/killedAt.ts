import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import type { ClientRequest } from "node:http";

// Preloaded into a command with `node --import`: it ends by SIGKILL around its n-th call that may change something (with KILLED_CALLS=all
// around any), which KILLED_AT names: `3` when that is about to leave, `3+` when its answer has come. Without it, calls are only counted.
// Each goes to the file CALLS.
const [, number = "0", after = ""] = /^(\d+)(\+?)$/.exec(process.env["KILLED_AT"] ?? "") ?? [];
const calls = process.env["CALLS"] ?? "/dev/null";

const changing = /^TrentService\.(?!Get|List|Describe)/;
const seen = new WeakSet<ClientRequest>();
let count = 0;

const areAll = process.env["KILLED_CALLS"] === "all";

function isChanging(request: ClientRequest): boolean {
  if (areAll) return true;
  const target = String(request.getHeader("x-amz-target") ?? "");
  if (target !== "") return changing.test(target);
  const isBucket = /quicksight-governance-/.test(
    `${String(request.getHeader("host"))}${request.path}`,
  );
  return isBucket && ["PUT", "DELETE"].includes(request.method);
}

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

subscribe("http.client.request.created", (message) => {
  const { request } = message as { readonly request: ClientRequest };
  if (!isChanging(request)) return;
  count += 1;
  const what = String(request.getHeader("x-amz-target") ?? `${request.method} ${request.path}`);
  appendFileSync(calls, `${what}\n`);
  if (count !== Number(number)) return;
  if (after === "") die();
  else seen.add(request);
});
subscribe("http.client.response.finish", (message) => {
  const { request } = message as { readonly request: ClientRequest };
  if (seen.has(request)) die();
});
