import { z } from "zod";
import { parseJson } from "../settings/parseJson.ts";
import type { Snapshot } from "./snapshot.ts";

const text = z.string();
const texts = z.array(text).readonly();
const grants = z.array(z.object({ principal: text, actions: texts })).readonly();

const namespace = z.object({
  people: z
    .array(
      z.object({
        ...{ userName: text, role: text, email: text, identityType: text, groups: texts },
        customPermissions: text.exactOptional(),
      }),
    )
    .readonly(),
  groups: texts,
});

const protection = z.object({
  columns: texts.exactOptional(),
  labels: z.record(text, texts).readonly().exactOptional(),
  terms: z.record(text, text).readonly().exactOptional(),
  rows: z
    .object({
      ...{ dataSet: text, unread: text.exactOptional() },
      isOff: z.literal(true).exactOptional(),
      rules: z
        .array(
          z.object({
            ...{ principal: text, where: text.exactOptional() },
            values: z.record(text, texts).readonly(),
            terms: z.record(text, texts).readonly().exactOptional(),
          }),
        )
        .readonly()
        .exactOptional(),
    })
    .exactOptional(),
  columnRules: z
    .array(z.object({ columns: texts, principals: texts, where: text.exactOptional() }))
    .readonly()
    .exactOptional(),
  tags: z
    .object({
      tags: z
        .array(
          z.object({
            ...{ tag: text, column: text, delimiter: text.exactOptional() },
            hasMatchAll: z.literal(true).exactOptional(),
          }),
        )
        .readonly(),
      alternatives: z.array(texts).readonly().exactOptional(),
      isOff: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  parents: texts.exactOptional(),
});

const asset = z.object({
  ...{ kind: text, region: text, id: text, name: text, grants },
  link: grants.exactOptional(),
  parent: text.exactOptional(),
  restricted: z.literal(true).exactOptional(),
  members: texts.exactOptional(),
  dataSets: texts.exactOptional(),
  dataSources: texts.exactOptional(),
  protection: protection.exactOptional(),
  unreadable: text.exactOptional(),
  contentUnreadable: text.exactOptional(),
});

const snapshot: z.ZodType<Snapshot> = z.object({
  version: z.literal(1),
  ...{ at: z.iso.datetime(), accountId: text, partition: text, identityRegion: text },
  namespaces: z.record(text, namespace).readonly(),
  assets: z.array(asset).readonly(),
  unknown: texts,
});

/** A snapshot as a file: JSON with a line for each person and each asset, so that two of them can be compared by eye. */
export function formatSnapshot({ namespaces, assets, ...about }: Snapshot): string {
  const lines = (items: readonly unknown[], indent: string) =>
    items.length === 0
      ? "[]"
      : `[\n${items.map((item) => `${indent}  ${JSON.stringify(item)}`).join(",\n")}\n${indent}]`;
  const spaces = Object.entries(namespaces).map(
    ([name, { people, groups }]) =>
      `    ${JSON.stringify(name)}: {\n      "groups": ${JSON.stringify(groups)},\n      "people": ${lines(people, "      ")}\n    }`,
  );
  const head = JSON.stringify(about, null, 2).replace(/\n\}$/, "");
  return `${head},\n  "namespaces": {\n${spaces.join(",\n")}\n  },\n  "assets": ${lines(assets, "  ")}\n}\n`;
}

/**
 * Reads what {@link formatSnapshot} wrote.
 *
 * @throws Error that says what is wrong with it; the first of it where that is much
 */
export function parseSnapshot(content: string): Snapshot {
  return parseJson(content, snapshot, "snapshot");
}
