import {
  DisableKeyCommand,
  EnableKeyCommand,
  type KMSClient,
  KMSServiceException,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-kms";
import type { StepContext } from "../../reconcile/subject.ts";
import { changeKeyPolicy } from "./changeKeyPolicy.ts";
import { findDeny, withDeny, withoutDeny } from "./denyStatements.ts";
import {
  accessTagKey,
  formatAccessTag,
  owedRecords,
  readHeld,
  settledHeld,
  wantedTag,
} from "./heldKey.ts";
import type {
  AccessRecord,
  ActualKeyAccess,
  DesiredKeyAccess,
  HeldKey,
  Method,
} from "./keyAccess.ts";
import type { KeyAccessTools } from "./keyAccessSubject.ts";
import { methodTable } from "./methodTable.ts";
import { readKeyAccess } from "./readKeyAccess.ts";
import { recordAccess } from "./recordAccess.ts";

type Context = Pick<
  StepContext<DesiredKeyAccess>,
  "desired" | "journal" | "note" | "clear" | "at" | "signal"
>;

/** The calls of KMS behind each method. */
const calls: Readonly<
  Record<
    Method,
    Record<"take" | "giveBack", (kms: KMSClient, desired: DesiredKeyAccess) => Promise<unknown>>
  >
> = {
  disable: {
    take: (kms, { keyArn }) => kms.send(new DisableKeyCommand({ KeyId: keyArn })),
    giveBack: (kms, { keyArn }) => kms.send(new EnableKeyCommand({ KeyId: keyArn })),
  },
  deny: {
    take: (kms, { keyArn, region }) =>
      changeKeyPolicy(
        kms,
        keyArn,
        (policy) => withDeny(policy, region),
        (policy) => findDeny(policy, region) === "whole",
      ),
    giveBack: (kms, { keyArn, region }) =>
      changeKeyPolicy(kms, keyArn, withoutDeny, (policy) => findDeny(policy, region) === "absent"),
  },
};

/** The changes that the steps of one run make. Each can be repeated, and what one has noted the later ones know. */
export class KeyChanges {
  readonly #tools: KeyAccessTools;
  #noted: HeldKey | undefined;
  /** What this run has made of the key, which KMS may not show yet. */
  #made: Partial<ActualKeyAccess> = {};

  constructor(tools: KeyAccessTools) {
    this.#tools = tools;
  }

  /** Closes the key: first it is noted what is taken, in the journal and as a tag. */
  async take(method: Method, context: Context): Promise<void> {
    context.signal.throwIfAborted();
    const { actual, held: before } = await this.#read(context);
    // Somebody else was faster: it is theirs.
    if (methodTable[method].isInForce(actual) && before[method] === undefined) return;
    const deed = deedOf(context);
    const pending = withRecord(before, { access: "revoked", method, ...deed });
    const held = { ...before, [method]: { ...deed, done: false }, pending };
    await this.#note(context, held);
    // With a journal, a key that cannot be tagged is closed all the same: the last step says that it has no tag.
    await this.#tag(context, held).catch((error: unknown) => {
      if (this.#tools.bucket === undefined) throw error;
    });
    await this.#change(context, { method, before, isTaking: true });
    await this.#note(context, { ...held, [method]: { ...deed, done: true } });
  }

  /** Opens the key again, as far as this method closed it. */
  async giveBack(method: Method, context: Context): Promise<void> {
    context.signal.throwIfAborted();
    const { held: before } = await this.#read(context);
    const pending = withRecord(before, { access: "granted", method, ...deedOf(context) });
    const held = { ...before, pending };
    await this.#note(context, held);
    await this.#change(context, { method, before, isTaking: false });
    await this.#note(context, { ...held, [method]: undefined });
  }

  /** Writes down in the bucket and on the key what was done. */
  async record(context: Context): Promise<void> {
    const { bucket, access, onRecord } = this.#tools;
    const { actual, held } = await this.#read(context);
    const { keyArn } = context.desired;
    if (bucket !== undefined) {
      for (const record of owedRecords(held, actual)) {
        await recordAccess(bucket, access, keyArn, record);
        onRecord?.(record);
      }
    }
    const settled = settledHeld(held, actual);
    if (wantedTag(settled, actual) !== actual.tag) await this.#tag(context, settled);
    if (formatAccessTag(settled) === undefined) await context.clear(keyArn);
    else await this.#note(context, settled);
  }

  async #read({ desired: { keyArn, region }, journal }: Context) {
    const seen = await readKeyAccess(this.#tools.kms, keyArn, region);
    const actual = { ...seen, ...this.#made };
    return { actual, held: this.#noted ?? readHeld(journal[keyArn], actual.tag) };
  }

  async #note({ desired, note }: Context, held: HeldKey): Promise<void> {
    await note(desired.keyArn, held);
    this.#noted = held;
  }

  async #tag({ desired: { keyArn: KeyId } }: Context, held: HeldKey): Promise<void> {
    const { kms } = this.#tools;
    const TagValue = formatAccessTag(held);
    if (TagValue === undefined) {
      await kms.send(new UntagResourceCommand({ KeyId, TagKeys: [accessTagKey] }));
    } else {
      await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: accessTagKey, TagValue }] }));
    }
  }

  /** Makes a change that is noted already; where it certainly did not happen, the note goes. */
  async #change(
    context: Context,
    { method, before, isTaking }: { method: Method; before: HeldKey; isTaking: boolean },
  ): Promise<void> {
    const way = isTaking ? "take" : "giveBack";
    const { isInForce, isGone, after } = methodTable[method];
    try {
      await calls[method][way](this.#tools.kms, context.desired);
      this.#made = { ...this.#made, ...after[way] };
    } catch (error) {
      const found = isRefused(error) ? await this.#read(context).catch(() => undefined) : undefined;
      if (found !== undefined && (isTaking ? isGone : isInForce)(found.actual)) {
        await this.#note(context, before);
        // Giving back leaves the tag as it is until it is done.
        if (isTaking) await this.#tag(context, before).catch(() => undefined);
      }
      throw error;
    }
  }
}

/** Whether KMS said that it did not do it; after any other error it may have been done, and be shown later. */
function isRefused(error: unknown): boolean {
  return error instanceof KMSServiceException && error.$fault === "client";
}

function deedOf({ desired: { by, reason }, at }: Context) {
  return { at, by, reason };
}

/** The records that are not written yet, with this one: in place of that of a try that did not get to it. */
function withRecord({ pending, ...held }: HeldKey, record: AccessRecord): AccessRecord[] {
  const isFormerTry = ({ access, method }: AccessRecord) =>
    access === record.access &&
    method === record.method &&
    (access === "granted" || held[method]?.done === false);
  return [...pending.filter((one) => !isFormerTry(one)), record];
}
