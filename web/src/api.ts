// Everything that goes to the server goes through here.

export type FieldProblem = { field: string; code: string; message: string };
export type Problem = { status: number; code: string; title: string; fields: FieldProblem[] };

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

export type Answer<T> = { data: T; etag: string };

/** Told when a session has ended, so that the page can ask to sign in and lose nothing. */
export const signedOut = new EventTarget();

type Options = { ifMatch?: string; key?: string; raw?: BodyInit; type?: string };

const offline: Problem = {
  status: 0,
  code: "network.down",
  title: "The server cannot be reached. What you typed is still here; it will be sent when you try again.",
  fields: [],
};

export async function call<T>(method: string, path: string, body?: unknown, options: Options = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (options.type) headers["Content-Type"] = options.type;
  if (options.ifMatch) headers["If-Match"] = options.ifMatch;
  // One key for one wish: a retry after a lost answer is applied once.
  const key = options.key ?? crypto.randomUUID();
  if (method === "POST" || method === "PATCH") headers["Idempotency-Key"] = key;

  let response: Response;
  try {
    response = await fetch("/api/v1" + path, {
      method,
      headers,
      body: options.raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
  } catch {
    throw new ApiError(offline);
  }
  const text = await response.text();
  const data = text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : text;
  if (response.ok) return { data: data as T, etag: response.headers.get("ETag") ?? "" };
  const problem = data as Problem;
  if (response.status === 401 && !path.startsWith("/session")) signedOut.dispatchEvent(new Event("signed-out"));
  throw new ApiError({ status: response.status, code: problem.code, title: problem.title, fields: problem.fields ?? [] });
}

export const get = async <T>(path: string): Promise<T> => (await call<T>("GET", path)).data;
export const post = async <T>(path: string, body: unknown = {}): Promise<T> => (await call<T>("POST", path, body)).data;

/** What a page itself refuses before anything is sent, in the shape of the server's refusals. */
export function refusal(title: string, ...wrong: [field: string, message: string][]): Problem {
  return { status: 422, code: "form.unfinished", title, fields: wrong.map(([field, message]) => ({ field, code: "form", message })) };
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { status: 0, code: "page.broken", title: "Something went wrong on this page. Load it again.", fields: [] };
}
