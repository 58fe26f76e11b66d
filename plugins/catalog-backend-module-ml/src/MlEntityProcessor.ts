import {
  CompoundEntityRef,
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  getCompoundEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { checkMlEntity } from './checkMlEntity';
import { listDependencies } from './listDependencies';

/**
 * Refuses machine-learning entities with a wrong spec, and turns their own
 * fields into relations.
 *
 * Validation throws from `validateEntityKind`, because that is where the
 * catalog keeps the last good version of an entity and marks it with the error;
 * an error at registration is answered to the person who registers.
 */
export class MlEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'MlEntityProcessor';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    const { isMl, faults } = checkMlEntity(entity);
    if (faults.length > 0) {
      throw new InputError(faults.join('; '));
    }
    return isMl;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (checkMlEntity(entity).isMl) {
      const self = getCompoundEntityRef(entity);
      for (const { dependent, on } of listDependencies(entity, self)) {
        emitDependency(emit, dependent, on);
      }
    }
    return entity;
  }
}

function emitDependency(
  emit: CatalogProcessorEmit,
  dependent: CompoundEntityRef,
  on: CompoundEntityRef,
) {
  emit(
    processingResult.relation({
      source: dependent,
      type: RELATION_DEPENDS_ON,
      target: on,
    }),
  );
  emit(
    processingResult.relation({
      source: on,
      type: RELATION_DEPENDENCY_OF,
      target: dependent,
    }),
  );
}
