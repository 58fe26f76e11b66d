import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { findQueryDepartures } from './openCostApi';

/** What is done instead of replaying. */
export type OtherAnswer = (
  response: ServerResponse,
  recorded: string | undefined,
) => void;

const NOTHING = '{"code":200,"status":"success","data":[{}]}';

/**
 * Stands in for an OpenCost, on loopback: it replays recorded answers by day,
 * and refuses what is none of the published parameters.
 */
export class RecordedOpenCost {
  readonly #server: Server;
  readonly #path: string;
  #port = 0;
  /** Answers by the day that they are of; it knows nothing of the others. */
  readonly recordings = new Map<string, string>();
  /** What is done instead, by day; `*` for every day. */
  readonly instead = new Map<string, OtherAnswer>();
  readonly queries: URLSearchParams[] = [];
  readonly headers: IncomingMessage['headers'][] = [];

  private constructor(path: string) {
    this.#path = path;
    this.#server = createServer((request, response) =>
      this.#answer(request, response),
    );
  }

  static async start(
    options: { path?: string; port?: number } = {},
  ): Promise<RecordedOpenCost> {
    const standIn = new RecordedOpenCost(options.path ?? '/allocation');
    await standIn.listen(options.port);
    return standIn;
  }

  /** Begins to answer, where it stopped at the same place. */
  async listen(port = this.#port): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The days that it was asked for, in the order of the requests. */
  get days(): string[] {
    return this.queries.map(query => query.get('window')!.slice(0, 10));
  }

  /** Forgets what it was asked for. */
  forgetRequests(): void {
    this.queries.length = 0;
    this.headers.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    // Closing twice is no fault
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    this.queries.push(searchParams);
    this.headers.push(request.headers);
    const departures = findQueryDepartures(searchParams);
    if (pathname !== this.#path || departures.length > 0) {
      response.writeHead(pathname === this.#path ? 400 : 404);
      response.end(departures.join());
      return;
    }
    const day = searchParams.get('window')!.slice(0, 10);
    const recorded = this.recordings.get(day);
    const other = this.instead.get(day) ?? this.instead.get('*');
    if (other) {
      other(response, recorded);
    } else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(recorded ?? NOTHING);
    }
  }
}
