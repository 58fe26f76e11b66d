import {
  MAX_NAME_LENGTH,
  checkName,
} from '@plumbline/backstage-plugin-kit-common';
import { z } from 'zod';

/** A repository or owner name; see `checkName`. @public */
export const repositoryNameSchema = z
  .string()
  .max(MAX_NAME_LENGTH * 4)
  .superRefine((value, ctx) => {
    const verdict = checkName(value);
    if (!verdict.ok) {
      ctx.addIssue({ code: 'custom', message: verdict.reason });
    }
  });

/** A file to write: text content is UTF-8, anything else base64. @public */
export const fileWriteSchema = z.object({
  path: z.string().min(1).max(1024),
  content: z.string(),
  encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
  executable: z.boolean().default(false),
});
/** @public */
export type FileWrite = z.input<typeof fileWriteSchema>;

/** `POST /v1/repositories` @public */
export const createRepositoryRequestSchema = z.object({
  /** Name of the owning team's Group in the default namespace. */
  owner: repositoryNameSchema,
  name: repositoryNameSchema,
  description: z.string().max(500).default(''),
  /**
   * Who asks, stable over retries (such as task and step id). The same origin
   * gets the same repository again; another origin gets a conflict.
   */
  origin: z.string().min(1).max(200),
  files: z.array(fileWriteSchema).max(5000).default([]),
  message: z.string().min(1).max(2000).default('Initial commit'),
});
/** @public */
export type CreateRepositoryRequest = z.input<
  typeof createRepositoryRequestSchema
>;

/** A repository as the API answers it. @public */
export const repositorySchema = z.object({
  owner: z.string(),
  name: z.string(),
  /** Full entity ref of the owning group. */
  ownerRef: z.string(),
  description: z.string(),
  defaultBranch: z.string(),
  /** Commit of the default branch; absent while the repository is empty. */
  head: z.string().optional(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Address for `git clone`. */
  cloneUrl: z.string(),
  /** Address of the page in the portal. */
  webUrl: z.string(),
  /** Whether the asking principal may push, commit and delete. */
  canWrite: z.boolean(),
});
/** @public */
export type Repository = z.infer<typeof repositorySchema>;

/** `GET /v1/repositories?owner=&query=&cursor=&limit=` @public */
export const listRepositoriesQuerySchema = z.object({
  owner: repositoryNameSchema.optional(),
  query: z.string().max(100).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** @public */
export const repositoryListSchema = z.object({
  items: z.array(repositorySchema),
  nextCursor: z.string().optional(),
});
/** @public */
export type RepositoryList = z.infer<typeof repositoryListSchema>;

/** `GET /v1/repositories/:owner/:name/refs` @public */
export const refsSchema = z.object({
  defaultBranch: z.string(),
  branches: z.array(
    z.object({ name: z.string(), commit: z.string(), updatedAt: z.string() }),
  ),
});
/** @public */
export type Refs = z.infer<typeof refsSchema>;

/** One line of a commit list; times ISO 8601 UTC. @public */
export const commitSchema = z.object({
  id: z.string(),
  message: z.string(),
  authorName: z.string(),
  authorEmail: z.string(),
  authoredAt: z.string(),
});
/** @public */
export type Commit = z.infer<typeof commitSchema>;
/** `GET /v1/repositories/:owner/:name/commits?ref=&path=&cursor=&limit=` @public */
export const commitListSchema = z.object({
  items: z.array(commitSchema),
  nextCursor: z.string().optional(),
});
/** @public */
export type CommitList = z.infer<typeof commitListSchema>;

/** `GET /v1/repositories/:owner/:name/tree?ref=&path=` @public */
export const treeSchema = z.object({
  ref: z.string(),
  commit: z.string(),
  path: z.string(),
  entries: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      type: z.enum(['directory', 'file', 'symlink', 'submodule']),
      /** Bytes; files only. */
      size: z.number().optional(),
    }),
  ),
});
/** @public */
export type Tree = z.infer<typeof treeSchema>;

/** `GET /v1/repositories/:owner/:name/file?ref=&path=` @public */
export const fileSchema = z.object({
  ref: z.string(),
  commit: z.string(),
  path: z.string(),
  /** Bytes. */
  size: z.number(),
  kind: z.enum(['text', 'binary', 'lfs-pointer', 'too-large']),
  /** UTF-8 text; present for `text` and `lfs-pointer` only. */
  content: z.string().optional(),
});
/** @public */
export type RepositoryFile = z.infer<typeof fileSchema>;

/** `POST /v1/repositories/:owner/:name/commits` @public */
export const createCommitRequestSchema = z.object({
  branch: z.string().min(1).max(200).default('main'),
  message: z.string().min(1).max(2000),
  files: z.array(fileWriteSchema).min(1).max(1000),
  /**
   * The commit brings a new team into the GitOps repository. For services only:
   * what confines a team must not be written by whoever founds it.
   */
  founding: z
    .object({
      team: repositoryNameSchema,
      /** Entity ref of the person whom the commit names as its author. */
      founderRef: z.string().min(1).max(200).optional(),
    })
    .optional(),
});
/** @public */
export type CreateCommitRequest = z.input<typeof createCommitRequestSchema>;
/** `changed` is false when the branch already held exactly these files. @public */
export const createCommitResponseSchema = z.object({
  commit: z.string(),
  changed: z.boolean(),
});
/** @public */
export type CreateCommitResponse = z.infer<typeof createCommitResponseSchema>;

/** `POST /v1/tokens` @public */
export const createTokenRequestSchema = z.object({
  /** Entity ref of the team that the token speaks for. */
  teamRef: z.string().min(1).max(200),
  name: z.string().min(1).max(100),
  access: z.enum(['read', 'write']),
  expiresInDays: z.number().int().min(1).max(365).default(30),
});
/** @public */
export type CreateTokenRequest = z.input<typeof createTokenRequestSchema>;
/** A token without its secret. @public */
export const tokenSchema = z.object({
  id: z.string(),
  teamRef: z.string(),
  name: z.string(),
  access: z.enum(['read', 'write']),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().optional(),
});
/** @public */
export type Token = z.infer<typeof tokenSchema>;
/** The one answer that holds the secret. @public */
export const createdTokenSchema = tokenSchema.extend({ secret: z.string() });
/** @public */
export type CreatedToken = z.infer<typeof createdTokenSchema>;
/** `GET /v1/tokens` @public */
export const tokenListSchema = z.object({ items: z.array(tokenSchema) });
/** @public */
export type TokenList = z.infer<typeof tokenListSchema>;
