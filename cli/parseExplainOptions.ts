import { parseAssetReference } from "@quicksight-governance/core/explain";
import { showText } from "@quicksight-governance/core/settings";
import { checkAccountId } from "./checkAccountId.ts";
import { parseInstant } from "./parseInstant.ts";
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
  /** An instant that has been; absent: the account as it is. */
  readonly at: Date | undefined;
  /** The governance bucket, where what was read then is; absent: the settings or the account say. */
  readonly bucket: string | undefined;
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
    at: { type: "string" },
    bucket: { type: "string" },
    verify: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const [subject, ...more] = subjects;
  if (subject === undefined || more.length > 0) {
    const found = subject === undefined ? "" : ` (got ${subjects.map(showText).join(" and ")})`;
    throw wrongArgument("explain", `name one PERSON, or one asset as KIND:ID${found}`);
  }
  const { membership, account, snapshot, bucket, verify, json } = values;
  const at = values.at === undefined ? undefined : parseInstant("explain", "--at", values.at);
  refuseOthers(values);
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
  return {
    ...{ subject, namespace, settings, membership, account, regions, snapshot, at, bucket },
    ...{ verify, json },
  };
}

/** What was is in the bucket alone. */
function refuseOthers(values: {
  readonly at?: string | undefined;
  readonly bucket?: string | undefined;
  readonly snapshot?: string | undefined;
  readonly membership?: string | undefined;
  readonly verify: boolean;
}): void {
  const { at, bucket, snapshot, membership, verify } = values;
  if (at === undefined) {
    if (bucket !== undefined) throw wrongArgument("explain", "--bucket needs --at INSTANT");
    return;
  }
  const [other] = [
    ...(snapshot === undefined ? [] : ["--snapshot"]),
    ...(verify ? ["--verify"] : []),
    ...(membership === undefined ? [] : ["--membership"]),
  ];
  if (other === undefined) return;
  throw wrongArgument(
    "explain",
    `--at answers from what was read then, and ${other} is of another time: leave one of them out`,
  );
}
