import { Logger } from "@aws-lambda-powertools/logger";

/** The log of the functions: a line of JSON for each message, with the request that it belongs to. It never gets a file's content. */
export const log = new Logger({ serviceName: "quicksight-governance" });
