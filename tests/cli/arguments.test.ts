import assert from "node:assert/strict";
import { qsgov } from "./qsgov.ts";

describe("qsgov, its arguments", () => {
  it("explain themselves with --help, each command with its exit codes", async () => {
    const general = await qsgov(["--help"]);
    assert.equal(general.code, 0);
    for (const command of ["plan", "apply", "dump", "keys"]) {
      assert.match(general.stdout, new RegExp(`^ {2}qsgov ${command} `, "m"));
      const { code, stdout } = await qsgov([command, "--help"]);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^qsgov ${command} .*\\n[^]*^Exit code: 0 `, "m"));
    }
  });

  it("tell the version", async () => {
    assert.match((await qsgov(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  const wrong: [string, string[], RegExp][] = [
    ["no command", [], /a command is missing; use one of plan, apply, dump, keys/],
    ["a command that there is not", ["destroy"], /no command "destroy"; use one of plan, /],
    ["what every object has", ["constructor"], /no command "constructor"; use one of plan, /],
    [
      "neither a tenant file nor a stack",
      ["plan"],
      /exactly one of --tenant FILE and --stack NAME/,
    ],
    ["both of them", ["plan", "--tenant", "a", "--stack", "b"], /exactly one of --tenant FILE/],
    ["an option that there is not", ["apply", "--tennant", "a"], /Unknown option '--tennant'; see/],
    ["an option without its value", ["plan", "--stack"], /'--stack <value>' argument missing; see/],
    ["what is no option", ["plan", "a.yaml"], /Unexpected argument 'a.yaml'; see/],
    [
      "the path of a stack",
      ["plan", "--stack", "org/p/dev"],
      /--stack is the NAME in .*"org\/p\/dev"/,
    ],
    [
      "an account of other length",
      ["plan", "--stack", "a", "--account", "12"],
      /12 digits \(got "12"\)/,
    ],
    ["an approval that is no hash", ["apply", "--stack", "a", "--approve", "yes"], /\(got "yes"\)/],
    ["no namespace to dump", ["dump"], /--namespace NS is missing/],
    [
      "a namespace that cannot be governed",
      ["dump", "--namespace", "Sales"],
      /--namespace: use 1 to 64 lower-case .* \(got "Sales"\)/,
    ],
  ];
  for (const [what, args, message] of wrong) {
    it(`name ${what} in one line, and end with 1`, async () => {
      const { code, stdout, stderr } = await qsgov(args);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.match(stderr, /^qsgov.*; .*\n$/);
    });
  }
});
