import { runStack } from "./stacks/runStack.ts";

/** The program of every stack: reads its settings, runs its kind, exports its outputs. */
export default runStack;
