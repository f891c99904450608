import type { RegionAssets } from "../../store/assets.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { controlCall, type Simulated } from "../controlCall.ts";

/** With the first of these there is Amazon Q data; by the labels of their kinds. */
const kindsOfQ: ReadonlySet<string> = new Set(["Topic", "Agent", "Space", "KnowledgeBase"]);

/**
 * Settles for good what Amazon Q data of the Region is encrypted with, once there is some: "Configure a CMK prior to creating the above.
 * Otherwise, Q data will be encrypted by an AWS-owned key and cannot be changed later" (user guide, "Data encryption": topics, metadata of
 * dashboards, index capacity, the first chat, space and knowledge base). Another page says that the default key is not what encrypts it;
 * that it is, that agents count, and that QDataKey is not told before, are ours.
 */
export function settleQData(assets: RegionAssets, label: string): void {
  if (assets.qData !== undefined || !kindsOfQ.has(label)) return;
  assets.qData = { keyArn: assets.registeredKeys.find(({ isDefault }) => isDefault)?.keyArn };
}

/**
 * Settles it as by the first chat, which the API can't have, or anew.
 *
 * @param body `{ "KeyArn": "<ARN of a key>" }`, or `null` for AWS's own key; with `Region`, where it isn't the data Region
 * @throws Error when it is something else
 */
export function setQData(simulated: Simulated, body: unknown): void {
  const { KeyArn, Region = simulated.settings.region } = (body ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if ((KeyArn !== null && typeof KeyArn !== "string") || typeof Region !== "string") {
    throw new Error('the body must be { "KeyArn": "<ARN of a key>" } or { "KeyArn": null }');
  }
  assetsOf(simulated.store, controlCall(simulated, Region)).qData = { keyArn: KeyArn ?? undefined };
}
