// Runs the handler in a process of its own, as Lambda does: `node invoke.ts '{"namespace": "default"}'`.
import { handler } from "../../functions/reconcileRoster.ts";

const [, , event = "{}"] = process.argv;
const context = { functionName: "reconcile-roster", awsRequestId: "request-1" };
try {
  const report = await handler(JSON.parse(event) as { namespace: string }, context);
  process.stdout.write(JSON.stringify(report));
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
