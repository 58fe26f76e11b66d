import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { RepositoryService } from '../service/RepositoryService';

/** Lets an assistant see the repositories, with the permissions of whom it works for. */
export function registerListRepositories(
  registry: ActionsRegistryService,
  repositories: RepositoryService,
): void {
  registry.register({
    name: 'list-repositories',
    title: 'List repositories of the embedded Git host',
    description:
      'Lists Git repositories hosted by this portal with their owning team, default branch, newest commit, and addresses to clone and to look at. Sorted by owner and name; pass nextCursor as cursor to go on.',
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          owner: z
            .string()
            .optional()
            .describe('Only repositories of this team: the name of its Group'),
          query: z
            .string()
            .max(100)
            .optional()
            .describe('Only those with this text in name or description'),
          cursor: z.string().max(200).optional(),
          limit: z.number().int().min(1).max(100).default(50),
        }),
      output: z =>
        z.object({
          items: z.array(
            z.object({
              owner: z.string(),
              name: z.string(),
              ownerRef: z.string(),
              description: z.string(),
              defaultBranch: z.string(),
              head: z
                .string()
                .optional()
                .describe('Newest commit; absent while it is empty'),
              createdAt: z.string(),
              createdBy: z.string(),
              cloneUrl: z.string(),
              webUrl: z.string(),
              canWrite: z.boolean(),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await repositories.list(input, credentials),
    }),
  });
}
