#!/usr/bin/env node
import console from "node:console";
import process from "node:process";

// What `npx qsgov` starts. It is JavaScript that Node 12 parses, because main.ts is not: an old Node ends with a stack trace
// about the first type it meets, before any line of ours has run.

// The first that runs TypeScript without a flag; `engines` in package.json says the same.
const needed = [22, 18];

const [major, minor] = process.versions.node.split(".").map(Number);
if (major > needed[0] || (major === needed[0] && minor >= needed[1])) {
  import("./main.ts");
} else {
  console.error(
    `qsgov: this is Node ${process.versions.node} (${process.execPath}); qsgov needs Node ${needed.join(".")} or newer. ` +
      "Install one from https://nodejs.org or with your version manager, or put node_modules/.bin first on PATH.",
  );
  process.exitCode = 1;
}
