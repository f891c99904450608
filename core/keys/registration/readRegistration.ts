import {
  DescribeKeyRegistrationCommand,
  type QuickSightClient,
  type QDataKey as Told,
} from "@aws-sdk/client-quicksight";
import type { RegisteredKey } from "./registeredKey.ts";

/** What Amazon Q data of a Region is encrypted with, as QuickSight tells it. */
export interface QDataKey {
  /** `owned`: a key of AWS's; `customer`: one of the account's; `unknown`: a type that the API did not have before. */
  readonly type: "owned" | "customer" | "unknown";
  /** Absent where QuickSight names none. */
  readonly arn?: string | undefined;
}

/** The registration of keys in one Region. */
export interface Registration {
  /** Without names. */
  readonly keys: readonly RegisteredKey[];
  /** Absent where QuickSight tells none. */
  readonly qDataKey?: QDataKey | undefined;
}

/** What QuickSight has registered in the Region of the client, and what it tells of Amazon Q data. */
export async function readRegistration(
  client: QuickSightClient,
  accountId: string,
): Promise<Registration> {
  const { KeyRegistration = [], QDataKey: told } = await client.send(
    new DescribeKeyRegistrationCommand({ AwsAccountId: accountId }),
  );
  const keys = KeyRegistration.map(({ KeyArn = "", DefaultKey = false }) => ({
    arn: KeyArn,
    default: DefaultKey,
  }));
  return { keys, qDataKey: told && toQDataKey(told) };
}

function toQDataKey({ QDataKeyType, QDataKeyArn: arn }: Told): QDataKey | undefined {
  if (QDataKeyType === undefined && arn === undefined) return undefined;
  if (QDataKeyType === "AWS_OWNED") return { type: "owned", arn };
  return { type: QDataKeyType === "CMK" ? "customer" : "unknown", arn };
}
