import assert from "node:assert/strict";
import {
  explainRegistration,
  judgeRegistration,
} from "../../../../core/keys/registration/judgeRegistration.ts";
import { formatKeys, parseKeys } from "../../../../core/keys/registration/registeredKey.ts";

const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
const main = { name: "main", arn: arn("1"), default: false };
const second = { name: "second", arn: arn("2"), default: true };
const live = (...keys: (typeof main)[]) =>
  keys.map(({ arn: keyArn, default: isDefault }) => ({ arn: keyArn, default: isDefault }));
const wanted = formatKeys([second, main]);

describe("keys as text", () => {
  it("say a line each, in an order of their own, and are read back", () => {
    assert.equal(wanted, `main ${arn("1")}\nsecond ${arn("2")} default`);
    assert.deepEqual(parseKeys(wanted), [main, second]);
    const nameless = { name: undefined, arn: arn("3"), default: false };
    assert.deepEqual(parseKeys(formatKeys([nameless])), [nameless]);
    assert.deepEqual(parseKeys(""), []);
  });
});

describe("where a registration of keys stands", () => {
  it("is done when the live keys are the declared ones", () => {
    const done = { is: "done", text: wanted, mark: "" };
    assert.deepEqual(judgeRegistration(wanted, live(second, main)), done);
  });

  it("names a key that is not registered, and shows the live ones by their names", () => {
    const { is, text, problem = "" } = judgeRegistration(wanted, live(second));
    assert.deepEqual([is, text], ["wrong", `second ${arn("2")} default`]);
    assert.match(problem, /account\.keys\.main \(\S+key\/1\) is not registered with QuickSight/);
    assert.doesNotMatch(problem, /second|no key is the default/);
  });

  it("says why QuickSight did not take it, where that is known", () => {
    const reasons = new Map([[main.arn, "it is Disabled (400)"]]);
    const problem = explainRegistration([main, second], live(second), reasons);
    assert.match(
      problem,
      /main \S+ is not registered with QuickSight, which did not take it: it is Disabled \(400\);/,
    );
    assert.doesNotMatch(problem, /somebody else/);
  });

  it("names a key of somebody else's that QuickSight did not take again", () => {
    const reasons = new Map([[arn("9"), "it is Disabled (400)"]]);
    assert.match(
      explainRegistration([main, second], live(main, second), reasons),
      /key\/9 was registered by somebody else and is not any more: QuickSight did not take it again: it is Disabled \(400\)/,
    );
  });

  it("says what QuickSight said of a key that is still shown as registered", () => {
    const reasons = new Map([[main.arn, "it is Disabled (400)"]]);
    const problem = explainRegistration([main, second], live(main, second), reasons);
    assert.match(
      problem,
      /account\.keys\.main \(\S+key\/1\) is registered still, and QuickSight did not take it again: it is Disabled \(400\)/,
    );
    assert.doesNotMatch(problem, /second|somebody else/);
  });

  it("says what QuickSight said where it does not say of which key", () => {
    const reasons = new Map([["", "internal error (500)"]]);
    const problem = explainRegistration([main, second], live(main, second), reasons);
    assert.match(
      problem,
      /QuickSight did not take a key that it does not name: internal error \(500\)/,
    );
    assert.doesNotMatch(problem, /somebody else/);
  });

  it("may be shown later wherever it is not as it should", () => {
    const third = { name: "third", arn: arn("3"), default: false };
    assert.equal(judgeRegistration(wanted, live(second)).mayBeFollowed, true);
    assert.equal(judgeRegistration(wanted, live(main, second, third)).mayBeFollowed, true);
  });

  it("names a default that is another, a key that the console registered, and that there is no default", () => {
    const console = { name: "", arn: arn("9"), default: false };
    const { text, problem = "" } = judgeRegistration(
      wanted,
      live(main, { ...second, default: false }, console),
    );
    assert.match(text, /^- \S+key\/9\n/);
    assert.match(problem, /second \(\S+\) is not the default key/);
    assert.match(problem, /key\/9 is registered with QuickSight and not declared/);
    assert.match(problem, /no key is the default now/);
    assert.equal(judgeRegistration(wanted, []).text, "no key");
  });
});
