import { parseAssetReference } from "@quicksight-governance/core/explain";
import { showText } from "@quicksight-governance/core/settings";
import { checkAccountId } from "./checkAccountId.ts";
import { parseArguments, wrongArgument } from "./parseOptions.ts";
import { type SettingsPlace, settingsOption } from "./settingsOption.ts";

/** What `qsgov explain` was asked for. */
export interface ExplainOptions {
  /** A person, or an asset as `kind:id`. */
  readonly subject: string;
  readonly namespace: string | undefined;
  /** Where a tenant's settings are; absent: they are not read. */
  readonly settings: SettingsPlace | undefined;
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
  const { values, positionals: subjects } = parseArguments("explain", args, {
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
  const { membership, account, snapshot, verify, json } = values;
  const settings = settingsOption("explain", values);
  if (membership !== undefined && settings === undefined) {
    throw wrongArgument("explain", "--membership needs --stack NAME or --tenant FILE");
  }
  if (snapshot !== undefined && verify) {
    throw wrongArgument(
      "explain",
      "--verify asks about the account as it is now: leave --snapshot out",
    );
  }
  checkAccountId("explain", account);
  const { namespace, region: regions } = values;
  const ofPeople = [
    ...(verify ? ["--verify"] : []),
    ...(namespace === undefined ? [] : ["--namespace"]),
  ];
  const [ignored] = parseAssetReference(subject) === undefined ? [] : ofPeople;
  if (ignored !== undefined) {
    throw wrongArgument("explain", `${ignored} is about a person, not an asset: leave it out`);
  }
  return { subject, namespace, settings, membership, account, regions, snapshot, verify, json };
}
