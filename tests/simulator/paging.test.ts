import assert from "node:assert/strict";
import {
  CreateGroupMembershipCommand,
  DeleteUserCommand,
  InvalidNextTokenException,
  ListGroupsCommand,
  ListUsersCommand,
  paginateListUserGroups,
  paginateListUsers,
  SearchGroupsCommand,
} from "@aws-sdk/client-quicksight";
import { breaksModel } from "./support/breaksModel.ts";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { inDefault, simulated } from "./support/simulated.ts";

describe("simulator: paging", () => {
  const { client } = simulated();
  const people = async (count: number): Promise<string[]> => {
    const emails = Array.from({ length: count }, (_, index) => `p${1000 + index}@x.com`);
    await Promise.all(emails.map((email) => register(client(), email)));
    return emails;
  };
  const firstToken = async (): Promise<string | undefined> =>
    (await client().send(new ListUsersCommand({ ...inDefault, MaxResults: 1 }))).NextToken;

  it("shows everyone exactly once, page by page", async () => {
    const expected = await people(25);
    const seen: (string | undefined)[] = [];
    const sizes: (number | undefined)[] = [];
    const pages = paginateListUsers({ client: client(), pageSize: 10 }, { ...inDefault });
    for await (const { UserList } of pages) {
      sizes.push(UserList?.length);
      seen.push(...(UserList ?? []).map((user) => user.Email));
    }
    assert.deepEqual(sizes, [10, 10, 5]);
    assert.deepEqual(seen.toSorted(), expected);
  });

  it("shows the first page for an empty token", async () => {
    await people(3);
    const list = (token: { NextToken?: string }) =>
      client().send(new ListUsersCommand({ ...inDefault, MaxResults: 2, ...token }));
    const [first, empty] = [await list({}), await list({ NextToken: "" })];
    assert.deepEqual(empty.UserList, first.UserList);
  });

  it("ends with a page without a token, also when the last page is full", async () => {
    await people(20);
    const sizes: (number | undefined)[] = [];
    const pages = paginateListUsers({ client: client(), pageSize: 10 }, { ...inDefault });
    for await (const { UserList } of pages) {
      sizes.push(UserList?.length);
    }
    assert.deepEqual(sizes, [10, 10]);
  });

  it("gives 100 at most without being asked for a number", async () => {
    await people(101);
    const { UserList, NextToken } = await client().send(new ListUsersCommand(inDefault));
    assert.equal(UserList?.length, 100);
    assert.notEqual(NextToken, undefined);
  });

  it("goes on after the person at whom it stopped has been deleted", async () => {
    await people(3);
    const NextToken = await firstToken();
    const UserName = "quicksight-fed-users/p1001@x.com";
    await client().send(new DeleteUserCommand({ ...inDefault, UserName }));
    const { UserList } = await client().send(new ListUsersCommand({ ...inDefault, NextToken }));
    assert.deepEqual(
      UserList?.map((user) => user.Email),
      ["p1002@x.com"],
    );
  });

  it("pages through the groups of a user", async () => {
    const MemberName = await register(client(), "ana@x.com");
    const names = ["a", "b", "c"];
    await createGroups(client(), ...names);
    for (const GroupName of names) {
      await client().send(
        new CreateGroupMembershipCommand({ ...inDefault, GroupName, MemberName }),
      );
    }
    const ofAna = { ...inDefault, UserName: MemberName };
    const pages = paginateListUserGroups({ client: client(), pageSize: 2 }, ofAna);
    const seen: (string | undefined)[][] = [];
    for await (const { GroupList = [] } of pages) {
      seen.push(GroupList.map(({ GroupName }) => GroupName));
    }
    assert.deepEqual(seen, [["a", "b"], ["c"]]);
  });

  it("pages through the results of a search", async () => {
    await createGroups(client(), "a-1", "b-1", "b-2", "b-3", "c-1");
    const filter = { Operator: "StartsWith", Name: "GROUP_NAME", Value: "b-" } as const;
    const search = { ...inDefault, Filters: [filter], MaxResults: 2 };
    const first = await client().send(new SearchGroupsCommand(search));
    const { NextToken } = first;
    const second = await client().send(new SearchGroupsCommand({ ...search, NextToken }));
    assert.deepEqual(
      [first, second].map(({ GroupList }) => GroupList?.map((group) => group.GroupName)),
      [["b-1", "b-2"], ["b-3"]],
    );
    assert.equal(second.NextToken, undefined);
  });

  for (const MaxResults of [0, 101]) {
    it(`refuses pages of ${MaxResults}`, async () => {
      await breaksModel(
        client().send(new ListUsersCommand({ ...inDefault, MaxResults })),
        new RegExp(`Value '${MaxResults}' at 'maxResults' .* Member must have value`),
      );
    });
  }

  it("refuses a token that it did not make, or that it made for another list", async () => {
    await people(2);
    const made = await firstToken();
    const encoded = Buffer.from(JSON.stringify({ operation: "ListUsers" })).toString("base64url");
    for (const NextToken of ["nonsense", "bnVsbA", encoded]) {
      await refused(
        client().send(new ListUsersCommand({ ...inDefault, NextToken })),
        InvalidNextTokenException,
        { status: 400 },
      );
    }
    await refused(
      client().send(new ListGroupsCommand({ ...inDefault, NextToken: made })),
      InvalidNextTokenException,
      { status: 400 },
    );
  });
});
