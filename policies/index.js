import "./start.ts"; // The policy host loads CommonJS through ts-node; from here on Node runs the TypeScript itself.
