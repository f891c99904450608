import { assertionRemedy, type DescribedAssertions } from "@quicksight-governance/core/explain";
import { output } from "./output.ts";
import { planDocument } from "./planDocument.ts";
import type { PreparedRun } from "./prepareRun.ts";
import type { PreparedSubject, ShownPlan } from "./preparedSubject.ts";
import { printApproval } from "./printApproval.ts";
import { printList } from "./printList.ts";
import { printMistakes, printSubject } from "./printSubject.ts";
import type { SubjectResult } from "./subjectResult.ts";

/** Where `plan` and `apply` say what there is and what came of it: in sections as they go, or in one document at the end. */
export interface Report {
  /** The plan of a subject, before it is carried out. */
  readonly show: (subject: PreparedSubject, plan: ShownPlan) => void;
  /** What came of a subject, in words; nothing for an empty text. */
  readonly conclude: (summary: string) => void;
  /** Why a subject is not begun, as the rest of a sentence. */
  readonly skip: (subject: PreparedSubject, why: string) => void;
  readonly end: (results: readonly SubjectResult[]) => void;
}

/** What a report is about. */
export interface ReportInputs {
  readonly command: "plan" | "apply";
  /** The arguments of the command, for the one that approves a plan. */
  readonly args: readonly string[];
  /** One document for machines, and no section. */
  readonly json: boolean;
  /** What is to be said once, of the whole. */
  readonly notices: readonly string[];
  /** What comes of assertions; absent: there are none. */
  readonly asserted: DescribedAssertions | undefined;
}

/** Opens the report of a command on stdout. */
export function openReport(
  { namespace, title, subjects }: Pick<PreparedRun, "namespace" | "title" | "subjects">,
  { command, args, json, notices: said, asserted }: ReportInputs,
): Report {
  const notices = [...said, ...(asserted?.notices ?? [])];
  if (json) {
    const nothing = () => undefined;
    return {
      ...{ show: nothing, conclude: nothing, skip: nothing },
      end: (results) => {
        output.printDocument(planDocument(command, namespace, results, { notices, asserted }));
      },
    };
  }
  /** What the settings say nothing of is in nobody's way, unless it was asked for alone. */
  const isHidden = ({ isIdle }: PreparedSubject) => isIdle && subjects.length > 1;
  let isBegun = false;
  return {
    show: (subject, plan) => {
      if (isHidden(subject)) return;
      if (!isBegun) output.print(title);
      printSubject(subject, plan, isBegun ? [] : notices);
      isBegun = true;
    },
    conclude: (summary) => {
      if (summary !== "") output.print(`\n${summary}`);
    },
    skip: (subject, why) => {
      if (isHidden(subject)) return;
      output.print(`\n${subject.title ?? subject.name}: not begun, as ${why}`);
      printMistakes(subject.mistakes);
    },
    end: (results) => {
      if (!isBegun) output.print(title);
      printRefused(asserted);
      printApproval(results, args);
    },
  };
}

function printRefused(asserted: DescribedAssertions | undefined): void {
  const { refusals = [] } = asserted ?? {};
  printList("assertions refuse this plan; nothing was written", refusals);
  if (refusals.length > 0) output.print(`\n${assertionRemedy}.`);
}
