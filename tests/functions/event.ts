// Runs the handler of events in a process of its own, as Lambda does: `node event.ts '{"source": "aws.s3", …}'`.
import type { GovernanceEvent } from "../../core/hourly/governanceEvent.ts";
import { handler } from "../../functions/onEvent.ts";

const [, , event = "{}"] = process.argv;
const { runs } = await handler(JSON.parse(event) as GovernanceEvent);
process.stderr.write(JSON.stringify(runs));
