import { readFileSync } from "node:fs";
import { describeError } from "@quicksight-governance/core/aws";
import type { Problem } from "@quicksight-governance/core/settings";
import { type Document, LineCounter, parseDocument } from "yaml";
import { findKey } from "./findKey.ts";

/** A YAML file with its values, and where each of them stands. */
export interface YamlFile {
  readonly name: string;
  readonly value: unknown;
  /**
   * The problems with the line of the key that each is about.
   *
   * @param root keys down to the value that the problems' keys are relative to
   */
  locate(problems: readonly Problem[], root?: readonly string[]): Problem[];
}

/** Reads a YAML file, or says what is wrong with it. */
export function readYamlFile(
  name: string,
): { readonly file: YamlFile } | { readonly problems: readonly Problem[] } {
  let text: string;
  try {
    text = readFileSync(name, "utf8");
  } catch (error) {
    return { problems: [{ where: name, message: `cannot be read (${describeError(error)})` }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => ({
      where: `${name}:${lines.linePos(pos[0]).line}`,
      message: `is not YAML: ${message.replaceAll(/\s+/g, " ")}`,
    }));
    return { problems };
  }
  return { file: describe(name, document, lines) };
}

function describe(name: string, document: Document, lines: LineCounter): YamlFile {
  return {
    name,
    value: document.toJS() as unknown,
    locate: (problems, root = []) =>
      problems.map(({ where, ...problem }) => {
        const { line } = lines.linePos(findKey(document.contents, root, where));
        return { ...problem, where: `${name}:${line}: ${where}` };
      }),
  };
}
