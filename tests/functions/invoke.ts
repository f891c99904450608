// Runs a handler in a process of its own, as Lambda does: `node invoke.ts '{"namespace": "default"}' 900000 reconcilePeople`, with
// the milliseconds that the function has.
import * as handlers from "../../functions/index.ts";

const [, , event = "{}", time = "900000", name = "reconcilePeople"] = process.argv;
const handler = handlers[name as "reconcilePeople"];
const end = Date.now() + Number(time);
const context = {
  functionName: "reconcile-people",
  awsRequestId: "request-1",
  getRemainingTimeInMillis: () => end - Date.now(),
};
try {
  const report = await handler(JSON.parse(event) as { namespace: string }, context);
  process.stdout.write(JSON.stringify(report));
} catch (error) {
  process.stderr.write(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  process.exitCode = 1;
}
