import { ANNOTATION_SOURCE_LOCATION, Entity } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { isHostedAddress } from '../domain/readAddress';

const ANNOTATION_VIEW_URL = 'backstage.io/view-url';

/**
 * Says on every entity of a hosted repository where its source is, as the
 * catalog does by itself for the hosts that it has an integration of.
 */
export class SourceAnnotationProcessor implements CatalogProcessor {
  readonly #baseUrls: string[];

  constructor(options: { baseUrls: string[] }) {
    this.#baseUrls = options.baseUrls;
  }

  getProcessorName(): string {
    return 'GitHostSourceAnnotationProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
  ): Promise<Entity> {
    if (
      location.type !== 'url' ||
      !URL.canParse(location.target) ||
      !isHostedAddress(new URL(location.target), this.#baseUrls)
    ) {
      return entity;
    }
    // The folder of the file, shown as a folder
    const folder = new URL('./', location.target);
    folder.pathname = folder.pathname.replace(
      /^(.*?\/git\/[^/]+\/[^/]+)\/blob\//,
      '$1/tree/',
    );
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          [ANNOTATION_VIEW_URL]: location.target,
          [ANNOTATION_SOURCE_LOCATION]: `url:${folder}`,
          ...entity.metadata.annotations,
        },
      },
    };
  }
}
