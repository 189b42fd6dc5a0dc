import { operations, type Operations } from "./operations.js";
import type { Problem } from "./types.js";

export { operations, type Operations } from "./operations.js";
export type * from "./types.js";

type Name = keyof Operations;
type Parameters<N extends Name> = Pick<Operations[N], "path" | "query" | "body">;
type Value = string | number | boolean | undefined | null;

/** Options of a client. */
export interface ClientOptions {
  /** The base URL of the service, public path included: `https://lms.example.org/api/v1`. */
  baseUrl: string;
  /** Called before each request; returns the access token, or undefined to send none. */
  token?: () => string | undefined | Promise<string | undefined>;
  /** How many responses with an entity tag to cache; 0 turns the cache off. Default: 200. */
  cacheSize?: number;
  /** Used instead of the global `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** Options of one request. */
export interface CallOptions {
  /** Aborts the request. */
  signal?: AbortSignal;
  /** Sent as `If-Match`: the change is refused (412) unless this is still the entity tag. */
  ifMatch?: string;
}

/** A response: its data, status, entity tag and headers. */
export interface Answer<T> {
  data: T;
  status: number;
  etag: string | undefined;
  /** True when the service answered 304 and `data` comes from the cache. */
  fromCache: boolean;
  headers: Headers;
}

/** Thrown for a response with a status of 400 or more. */
export class ProblemError extends Error {
  readonly status: number;
  /** The problem document (RFC 9457); undefined when the response has none. */
  readonly problem: Problem | undefined;
  /** Seconds to wait before trying again. */
  readonly retryAfter: number | undefined;

  constructor(response: Response, problem: Problem | undefined) {
    super(problem?.detail ?? `${response.status} ${response.statusText}`);
    this.name = "ProblemError";
    this.status = response.status;
    this.problem = problem;
    const seconds = Number(response.headers.get("Retry-After") ?? undefined);
    this.retryAfter = problem?.retry_after ?? (Number.isFinite(seconds) ? seconds : undefined);
  }
}

/** Calls the operations of the service by their names. */
export class BooksClient {
  readonly #options: ClientOptions;
  readonly #known = new Map<string, { etag: string; body: string }>();
  #caller: string | undefined;

  constructor(options: ClientOptions) {
    this.#options = { ...options, baseUrl: options.baseUrl.replace(/\/+$/, "") };
  }

  /** Calls an operation and returns its data: parsed JSON, or a Blob for a file. */
  async call<N extends Name>(
    name: N,
    parameters: Parameters<N>,
    options: CallOptions = {},
  ): Promise<Operations[N]["response"]> {
    return (await this.send(name, parameters, options)).data;
  }

  /** Calls an operation and returns its data with the status, entity tag and headers. */
  async send<N extends Name>(
    name: N,
    parameters: Parameters<N>,
    options: CallOptions = {},
  ): Promise<Answer<Operations[N]["response"]>> {
    const { method } = operations[name];
    const url = this.url(name, parameters);
    const headers = await this.#headers(options);
    const known = method === "GET" ? this.#known.get(url) : undefined;
    if (known) {
      headers.set("If-None-Match", known.etag);
    }
    const init: RequestInit = { method, headers, signal: options.signal ?? null };
    if (parameters.body !== undefined) {
      headers.set("Content-Type", "application/json");
      init.body = JSON.stringify(parameters.body);
    }
    const response = await (this.#options.fetch ?? globalThis.fetch)(url, init);
    if (response.status === 304 && known) {
      return answer(response, JSON.parse(known.body), known.etag);
    }
    if (!response.ok) {
      throw new ProblemError(response, await problemOf(response));
    }
    return answer(response, await this.#read(method === "GET" ? url : undefined, response));
  }

  /** Returns the URL of an operation, for example for the `src` of an image. */
  url<N extends Name>(name: N, parameters: Parameters<N>): string {
    const values = (parameters.path ?? {}) as Record<string, Value>;
    const path = operations[name].path.replace(/\{(\w+)\}/g, (_, key: string) =>
      String(values[key]).split("/").map(encodeURIComponent).join("/"),
    );
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries((parameters.query ?? {}) as Record<string, Value>)) {
      if (value !== undefined && value !== null) {
        query.set(key, String(value));
      }
    }
    // Not by URLSearchParams.size, which browsers of 2022 do not have.
    const text = query.toString();
    return this.#options.baseUrl + path + (text ? `?${text}` : "");
  }

  /** Empties the cache, for example when the user logs out. */
  forget(): void {
    this.#known.clear();
  }

  async #headers(options: CallOptions): Promise<Headers> {
    const token = await this.#options.token?.();
    if (token !== this.#caller) {
      // Responses cached for one caller must not be shown to another.
      this.forget();
      this.#caller = token;
    }
    const headers = new Headers({ Accept: "application/json, */*" });
    if (token !== undefined) {
      headers.set("Authorization", `Bearer ${token}`);
    }
    if (options.ifMatch !== undefined) {
      headers.set("If-Match", options.ifMatch);
    }
    return headers;
  }

  async #read(url: string | undefined, response: Response): Promise<unknown> {
    if (response.status === 204) {
      return undefined;
    }
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) {
      return response.blob();
    }
    const body = await response.text();
    const etag = response.headers.get("ETag");
    if (url !== undefined && etag !== null) {
      this.#remember(url, etag, body);
    }
    return JSON.parse(body);
  }

  #remember(url: string, etag: string, body: string): void {
    const size = this.#options.cacheSize ?? 200;
    this.#known.delete(url);
    this.#known.set(url, { etag, body });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= size) {
        break;
      }
      this.#known.delete(oldest);
    }
  }
}

function answer<T>(response: Response, data: T, known?: string): Answer<T> {
  const etag = known ?? response.headers.get("ETag") ?? undefined;
  const { status, headers } = response;
  return { data, status, etag, fromCache: known !== undefined, headers };
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  const isProblem = response.headers.get("Content-Type")?.startsWith("application/problem+json");
  return isProblem ? ((await response.json()) as Problem) : undefined;
}
