import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  costChangesQuerySchema,
  type CostChange,
  type CostChangeAnswer,
  type CostChanges as CostChangesAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import { CostMetric } from '@plumbline/backstage-plugin-cost-formats';
import {
  decodeCursor,
  encodeCursor,
  readTimeCursor,
  toTimePage,
} from '@plumbline/backstage-plugin-kit-node';
import type { output } from 'zod';
import { ChangeStore, KeptChange } from '../store/ChangeStore';
import { CostAccess } from './CostAccess';

const OFFSET = /^\d{1,9}$/;

/** Says which figures became others, and what they were. */
export class CostChanges {
  readonly #access: CostAccess;
  readonly #changes: ChangeStore;
  readonly #metric: CostMetric;
  readonly #sources: readonly { id: string; title: string }[];

  constructor(options: {
    access: CostAccess;
    changes: ChangeStore;
    metric: CostMetric;
    sources: readonly { id: string; title: string }[];
  }) {
    this.#access = options.access;
    this.#changes = options.changes;
    this.#metric = options.metric;
    this.#sources = options.sources;
  }

  /** The newest first, each with its largest differences. */
  async list(
    query: output<typeof costChangesQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostChangesAnswer> {
    await this.#access.assertCanReadAll(credentials);
    const { cursor, limit, metric = this.#metric } = query;
    const items = await this.#changes.list({
      after: readTimeCursor(cursor),
      limit,
      metric,
    });
    return toTimePage({
      items: items.map(item => this.#titled(item)),
      limit,
      timeOf: ({ at }) => at,
    });
  }

  /** One of them, with its differences page by page, the largest first. */
  async get(
    id: string,
    query: output<typeof costChangesQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<CostChangeAnswer> {
    await this.#access.assertCanReadAll(credentials);
    const { cursor, limit, metric = this.#metric } = query;
    const offset =
      cursor === undefined ? 0 : Number(decodeCursor(cursor, [OFFSET])[0]);
    const change = await this.#changes.get(id, { offset, limit, metric });
    if (!change) {
      throw new NotFoundError(`There is no change ${id}, or not any more`);
    }
    const { differences } = change;
    return {
      ...this.#titled(change),
      differences: differences.slice(0, limit),
      nextCursor:
        differences.length > limit ? encodeCursor([offset + limit]) : undefined,
    };
  }

  #titled(change: KeptChange): CostChange {
    const source = this.#sources.find(({ id }) => id === change.source);
    return { ...change, title: source?.title ?? change.source };
  }
}
