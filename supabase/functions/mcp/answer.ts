// What the endpoint gives the HTTP floor to send: data, so that the response is built once.

/** An HTTP answer; without a body it is empty. */
export interface Answer {
  status: 200 | 202 | 400 | 401 | 403 | 503;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: object;
}
