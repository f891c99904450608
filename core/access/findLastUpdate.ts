import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import { readObject } from "../aws/readObject.ts";
import { readLedger } from "../reconcile/index.ts";
import { settingsKey } from "../settings/publishedSettings.ts";
import type { Remembered } from "./findAsset.ts";
import { listRemembered, rememberedOf } from "./rememberedText.ts";

/** The settings whose names mean assets. */
export type NamingSetting = "access" | "folders";

/** What names in the settings of a tenant meant when it was last updated. */
export type RememberedNames = Readonly<Record<NamingSetting, Remembered>>;

/** What is known of the last update of a tenant by the governance bucket. */
export interface LastUpdate {
  /** What names meant, by all who know it: see {@link findLastUpdate}. */
  readonly names: RememberedNames;
  /** By what its stack published alone. */
  readonly published: RememberedNames;
  /** The group of people who registered themselves, as its stack published it; absent: there was none. */
  readonly newcomers?: string;
  /** Why it is not known; absent: it is, or nothing was ever published. */
  readonly notice?: string;
}

const noNames: RememberedNames = { access: new Map(), folders: new Map() };

/** Where nothing was updated yet, or nobody knows. */
export const noUpdate: LastUpdate = { names: noNames, published: noNames };

/**
 * Reads what names meant in the last update. The newest who knows a name decides: what `qsgov apply` noted in the ledger, which holds
 * nothing from before the stack changed that access last, then the state of the stack, then what it published with its settings, which is
 * all that `qsgov` sees of it. Where nothing is published, or by a version that published no names, that is nothing.
 *
 * @param bucket   the governance bucket
 * @param recorded what the state has; default: there is none
 */
export async function findLastUpdate(
  bucket: string,
  namespace: string,
  access: AwsAccess,
  recorded: RememberedNames = noNames,
): Promise<LastUpdate> {
  const key = settingsKey(namespace);
  const [published, ledger] = await Promise.allSettled([
    readPublished(bucket, key, access),
    readLedger({ ...access, bucket, namespace }),
  ]);
  const noted = ledger.status === "fulfilled" ? (ledger.value.meant ?? {}) : {};
  const { published: known, ...rest } =
    published.status === "fulfilled" ? published.value : noUpdate;
  const names = mapNames((setting) => {
    return new Map([...known[setting], ...recorded[setting], ...rememberedOf(noted[setting])]);
  });
  if (published.status === "fulfilled") return { ...rest, names, published: known };
  const notice = `what the last update was about is not known, what names in access and folders meant and which group newcomers had: s3://${bucket}/${key} cannot be read (${describeError(published.reason)}); allow s3:GetObject on it, or give ids in place of names`;
  return { names, published: known, notice };
}

/** What is to be noted of a run: the names whose meaning is not what the stack published. */
export function namesToNote(meant: Remembered, published: Remembered): readonly unknown[] {
  return listRemembered(new Map([...meant].filter(([key, id]) => published.get(key) !== id)));
}

async function readPublished(
  bucket: string,
  key: string,
  access: AwsAccess,
): Promise<Omit<LastUpdate, "names">> {
  const content = await readObject(bucket, key, access).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (content === undefined) return { published: noNames };
  const { remembered, landing } = fieldsOf(JSON.parse(new TextDecoder().decode(content)));
  const { newcomers } = fieldsOf(landing);
  return {
    published: mapNames((setting) => rememberedOf(fieldsOf(remembered)[setting])),
    ...(typeof newcomers === "string" ? { newcomers } : {}),
  };
}

function mapNames(find: (setting: NamingSetting) => Remembered): RememberedNames {
  return { access: find("access"), folders: find("folders") };
}

/** Also a bucket that nobody has made yet: the account stack makes it. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && ["NoSuchKey", "NoSuchBucket"].includes(error.name);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
