import { AuthService } from '@backstage/backend-plugin-api';
import { UserEntity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Author, buildAuthor } from '../domain/author';

/** What the catalog knows about the people and teams that use the Git host. */
export class CatalogDirectory {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #host: string;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    host: string;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#host = options.host;
  }

  /** The name and e-mail address that commits of a caller carry. */
  async findAuthor(callerName: string): Promise<Author> {
    if (!callerName.startsWith('user:')) {
      return { name: 'Plumbline', email: `plumbline@noreply.${this.#host}` };
    }
    const user = (await this.#catalog.getEntityByRef(callerName, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    })) as UserEntity | undefined;
    return buildAuthor({
      userName: parseEntityRef(callerName).name,
      displayName: user?.spec?.profile?.displayName ?? user?.metadata.title,
      email: user?.spec?.profile?.email,
      host: this.#host,
    });
  }

  /** Whether the catalog has a group. */
  async hasGroup(groupRef: string): Promise<boolean> {
    const group = await this.#catalog.getEntityByRef(groupRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    return group !== undefined;
  }
}
