import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  predictionCountsSchema,
  type MonitorPredictions,
} from '@plumbline/backstage-plugin-drift-common';

/** A page does not wait longer for counts. */
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** Entities of one request. */
const BATCH = 200;

/** What monitors saw, by entity, or why that is not known. */
export type PredictionAnswer =
  { byEntity: ReadonlyMap<string, MonitorPredictions[]> } | { reason: string };

/** Why drift did not answer, in words that a caller may read. */
class Unanswered extends Error {}

function explainStatus(status: number): string {
  switch (status) {
    case 404:
      return 'The portal has no drift plugin, which counts predictions';
    case 401:
    case 403:
      return 'You may not read drift, where predictions are counted';
    default:
      return `Drift, where predictions are counted, answered ${status}`;
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body ?? []) {
    received += chunk.length;
    if (received > MAX_BYTES) {
      throw new Unanswered('Drift answered more than is read');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Asks the drift plugin how many predictions there were, for a caller: what they may not see is not counted. */
export class DriftPredictions {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    logger: LoggerService;
    timeoutMs?: number;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Both days are included. */
  async count(
    question: { entityRefs: readonly string[]; from: string; to: string },
    credentials: BackstageCredentials,
  ): Promise<PredictionAnswer> {
    const { entityRefs, ...days } = question;
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'drift',
      });
      const url = await this.#discovery.getBaseUrl('drift');
      const byEntity = new Map<string, MonitorPredictions[]>();
      for (let start = 0; start < entityRefs.length; start += BATCH) {
        const response = await fetch(`${url}/predictions/counts`, {
          method: 'POST',
          redirect: 'error',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/json',
          },
          body: JSON.stringify({
            ...days,
            entityRefs: entityRefs.slice(start, start + BATCH),
          }),
          signal,
        });
        if (!response.ok) {
          await response.body?.cancel();
          throw new Unanswered(explainStatus(response.status));
        }
        const { items } = predictionCountsSchema.parse(
          JSON.parse(await readText(response)),
        );
        for (const { entityRef, monitors } of items) {
          byEntity.set(entityRef, monitors);
        }
      }
      return { byEntity };
    } catch (error) {
      if (error instanceof Unanswered) {
        return { reason: error.message };
      }
      if (signal.aborted) {
        return {
          reason: `Drift, where predictions are counted, gave no answer in ${this.#timeoutMs / 1000} seconds`,
        };
      }
      this.#logger.warn(
        'Cost: the drift plugin could not be asked how many predictions there were',
        error as Error,
      );
      return {
        reason: 'Drift, where predictions are counted, could not be asked',
      };
    }
  }
}
