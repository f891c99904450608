import {
  accessClasses,
  diffAccess,
  type NamedPerson,
  openIndex,
  reachOf,
  type SnapshotAsset,
} from "@quicksight-governance/core/explain";
import { addPair, type CountedAccess, noPairs } from "./countAccess.ts";
import { drawAccess, type DrawOptions, snapshotOfDrawn } from "./drawAccess.ts";

/** What the program came to. */
export interface ExplainedAccess extends CountedAccess {
  /** Of people who get the same. */
  readonly classes: number;
  /** For all access at the first moment, and for the difference of both. */
  readonly seconds: { readonly all: number; readonly difference: number };
  /** The most resident memory of the whole process, both snapshots included, in bytes. */
  readonly peakMemory: number;
}

// A process of its own, so that its memory is that of the answer: `node bench/explainAccess.ts OPTIONS`, which are JSON.
const options = JSON.parse(process.argv[2] ?? "") as Omit<DrawOptions, "moment">;
const before = snapshotOfDrawn(drawAccess({ ...options, moment: 1 }));
const after = snapshotOfDrawn(drawAccess({ ...options, moment: 2 }));
const begun = performance.now();
const index = openIndex(before);
const classes = accessClasses(index);
let pairs = 0;
for (const one of classes) pairs += reachOf(index, one).places.length * one.people.length;
const explained = performance.now();
const { gains, losses } = diffAccess(before, after);
const ended = performance.now();
const peakMemory = process.resourceUsage().maxRSS * 1024;

const numberIn = (text: string) => Number(/-(\d+)/.exec(text)?.[1]);
const counted = { open: noPairs(), gained: noPairs(), lost: noPairs() };
const add = (to: keyof CountedAccess, asset: SnapshotAsset, people: readonly NamedPerson[]) => {
  for (const { person } of people) addPair(counted[to], numberIn(person.email), numberIn(asset.id));
};
for (const one of classes) {
  for (const place of reachOf(index, one).places) {
    const asset = before.assets[place];
    if (asset !== undefined) add("open", asset, one.people);
  }
}
for (const { asset, people } of gains) add("gained", asset, people);
for (const { asset, people } of losses) add("lost", asset, people);
const found: ExplainedAccess = {
  ...{ ...counted, open: { ...counted.open, pairs }, classes: classes.length, peakMemory },
  seconds: { all: (explained - begun) / 1000, difference: (ended - explained) / 1000 },
};
console.log(JSON.stringify(found));
