import { z } from 'zod';
import { createPageQuerySchema } from '@plumbline/backstage-plugin-kit-common';

/** @public */
export const statusSchema = z.enum(['ok', 'warn', 'critical', 'unknown']);

export const share = z.number().min(0).max(1);

/** Query of lists. @public */
export const pageQuerySchema = createPageQuerySchema(500);

/** @public */
export const columnTypeSchema = z.enum([
  'numeric',
  'discrete',
  'boolean',
  'categorical',
  'datetime',
  'text',
  'idLike',
]);
