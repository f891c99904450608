import type { OperationGroup } from "../handler.ts";
import { cancelIngestion } from "./cancelIngestion.ts";
import { createIngestion } from "./createIngestion.ts";
import { describeIngestion } from "./describeIngestion.ts";
import { listIngestions } from "./listIngestions.ts";

/** Loads into SPICE. */
export const ingestionOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CancelIngestion: cancelIngestion,
    CreateIngestion: createIngestion,
    DescribeIngestion: describeIngestion,
    ListIngestions: listIngestions,
  },
};
