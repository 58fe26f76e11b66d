import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { isHostedAddress, parseReadAddress } from '../domain/readAddress';

/**
 * Refuses a team from any hosted file but its own in the GitOps repository.
 * Membership decides who may write what, so a file of one team must not
 * describe another; the catalog's rules look at kinds and never at names.
 */
export class GroupOriginProcessor implements CatalogProcessor {
  readonly #baseUrls: string[];
  readonly #gitops: { owner: string; name: string };

  constructor(options: {
    baseUrls: string[];
    gitopsRepository: { owner: string; name: string };
  }) {
    this.#baseUrls = options.baseUrls;
    this.#gitops = options.gitopsRepository;
  }

  getProcessorName(): string {
    return 'GitHostGroupOriginProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
  ): Promise<Entity> {
    if (
      entity.kind.toLocaleLowerCase('en-US') !== 'group' ||
      location.type !== 'url' ||
      !URL.canParse(location.target) ||
      !isHostedAddress(new URL(location.target), this.#baseUrls)
    ) {
      return entity;
    }
    const address = parseReadAddress(new URL(location.target), this.#baseUrls);
    const { name, namespace = DEFAULT_NAMESPACE } = entity.metadata;
    const { owner, name: repository } = this.#gitops;
    const file = `teams/${name}/catalog-info.yaml`;
    if (
      address?.owner !== owner ||
      address.name !== repository ||
      address.segments.join('/') !== `main/${file}` ||
      namespace !== DEFAULT_NAMESPACE
    ) {
      throw new InputError(
        `Group "${namespace}/${name}" of ${location.target} is refused: a team is described by ${file} on branch main of ${owner}/${repository}, and nowhere else on this host`,
      );
    }
    return entity;
  }
}
