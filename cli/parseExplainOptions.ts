import { showText } from "@quicksight-governance/core/settings";
import { checkAccountId } from "./checkAccountId.ts";
import { parseOptions, wrongArgument } from "./parseOptions.ts";

/** What `qsgov explain` was asked for. */
export interface ExplainOptions {
  /** A person, or an asset as `kind:id`. */
  readonly subject: string;
  readonly namespace: string | undefined;
  /** Where a tenant's settings are; absent: they are not read. */
  readonly settings: { readonly tenant: string } | { readonly stack: string } | undefined;
  readonly membership: string | undefined;
  readonly account: string | undefined;
  readonly regions: readonly string[] | undefined;
  /** A file that `qsgov snapshot` wrote; absent: the account is read. */
  readonly snapshot: string | undefined;
  readonly verify: boolean;
  readonly json: boolean;
}

/** @throws {CommandError} naming the first argument that is wrong */
export function parseExplainOptions(args: readonly string[]): ExplainOptions {
  // The subject may stand before or behind the options, and no value of an option is one.
  const { subjects, rest } = splitSubject(args);
  const values = parseOptions("explain", rest, {
    namespace: { type: "string" },
    stack: { type: "string" },
    tenant: { type: "string" },
    membership: { type: "string" },
    account: { type: "string" },
    region: { type: "string", multiple: true },
    snapshot: { type: "string" },
    verify: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const [subject, ...more] = subjects;
  if (subject === undefined || more.length > 0) {
    const found = subject === undefined ? "" : ` (got ${subjects.map(showText).join(" and ")})`;
    throw wrongArgument("explain", `name one PERSON, or one asset as KIND:ID${found}`);
  }
  const { stack, tenant, membership, account, snapshot, verify, json } = values;
  if (stack !== undefined && tenant !== undefined) {
    throw wrongArgument("explain", "give one of --tenant FILE and --stack NAME");
  }
  if (membership !== undefined && stack === undefined && tenant === undefined) {
    throw wrongArgument("explain", "--membership needs --stack NAME or --tenant FILE");
  }
  if (snapshot !== undefined && verify) {
    throw wrongArgument(
      "explain",
      "--verify asks about the account as it is now: leave --snapshot out",
    );
  }
  checkAccountId("explain", account);
  const settings = stack !== undefined ? { stack } : tenant === undefined ? undefined : { tenant };
  const { namespace, region: regions } = values;
  return { subject, namespace, settings, membership, account, regions, snapshot, verify, json };
}

const flags = ["--verify", "--json"];

function splitSubject(args: readonly string[]) {
  const subjects: string[] = [];
  const rest: string[] = [];
  args.forEach((argument, at) => {
    const before = args[at - 1];
    const isValue =
      before?.startsWith("--") === true && !before.includes("=") && !flags.includes(before);
    if (argument.startsWith("-") || isValue) rest.push(argument);
    else subjects.push(argument);
  });
  return { subjects, rest };
}
