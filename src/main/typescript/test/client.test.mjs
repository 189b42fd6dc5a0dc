// Against a running service with the demo's data: BASE_URL, TEACHER (a token of its teacher).
import assert from "node:assert/strict";
import test from "node:test";
import { BooksClient, ProblemError } from "../dist/index.js";

const baseUrl = process.env.BASE_URL;
const token = () => process.env.TEACHER;
const activity = (n) => `00000000-0000-4000-8000-00000000100${n}`;

function recording() {
  const statuses = [];
  const spied = async (...args) => {
    const response = await fetch(...args);
    statuses.push(response.status);
    return response;
  };
  return { statuses, client: new BooksClient({ baseUrl, token, fetch: spied }) };
}

test("a book is read, and asked for by its entity tag the next time", async () => {
  const { client, statuses } = recording();
  const first = await client.send("getBook", { path: { id: 4 } });
  const again = await client.send("getBook", { path: { id: 4 } });
  assert.equal(first.data.title, "BRAINS");
  assert.deepEqual(again.data, first.data);
  assert.deepEqual(statuses, [200, 304]);
  assert.equal(again.fromCache, true);
  assert.equal(again.etag, first.etag);
});

test("what one caller sees is forgotten when another comes", async () => {
  let current = process.env.TEACHER;
  const client = new BooksClient({ baseUrl, token: () => current });
  await client.call("getBook", { path: { id: 4 } });
  current = undefined;
  await assert.rejects(client.call("getBook", { path: { id: 4 } }), { status: 401 });
});

test("a cache without room keeps nothing", async () => {
  const client = new BooksClient({ baseUrl, token, cacheSize: 0 });
  await client.send("getBook", { path: { id: 4 } });
  const again = await client.send("getBook", { path: { id: 4 } });
  assert.equal(again.status, 200);
});

test("parameters are sent", async () => {
  const { client } = recording();
  const page = await client.call("listBooks", { query: { search: "brain", limit: 1 } });
  assert.equal(page.limit, 1);
  assert.deepEqual(page.items.map((book) => book.id), [4]);
  const url = client.url("getBookAsset", { path: { id: 4, path: "images/a b.png" } });
  assert.equal(url, `${baseUrl}/books/4/assets/images/a%20b.png`);
});

test("a file is a blob", async () => {
  const { client } = recording();
  const cover = await client.call("getBookCover", { path: { id: 4 } });
  assert.equal(cover.type, "image/png");
});

test("problems are errors", async () => {
  const { client } = recording();
  const error = await client.call("getBook", { path: { id: 999 } }).catch((e) => e);
  assert.ok(error instanceof ProblemError);
  assert.equal(error.status, 404);
  assert.equal(error.problem.status, 404);
  assert.equal(error.message, error.problem.detail);
  const wrong = await client
    .call("createAssignment", { body: { book_id: 4, name: "" } })
    .catch((e) => e);
  assert.equal(wrong.status, 422);
  assert.ok(wrong.problem.errors.some((field) => field.field === "name"));
});

test("a request can be ended", async () => {
  const { client } = recording();
  const ended = new AbortController();
  ended.abort();
  await assert.rejects(
    client.call("listBooks", {}, { signal: ended.signal }),
    { name: "AbortError" },
  );
});

test("an assignment is made, changed by its entity tag, and deleted", async () => {
  const { client } = recording();
  const made = await client.send("createAssignment", {
    body: { book_id: 4, name: "By the client", activity_ids: [activity(1), activity(2)] },
  });
  assert.equal(made.status, 201);
  const path = { id: made.data.id };
  const body = { name: "By the client, again" };
  const changed = await client.send("updateAssignment", { path, body }, { ifMatch: made.etag });
  assert.equal(changed.data.name, body.name);
  await assert.rejects(
    client.call("updateAssignment", { path, body }, { ifMatch: made.etag }),
    { status: 412 },
  );
  assert.equal(await client.call("deleteAssignment", { path }), undefined);
});
