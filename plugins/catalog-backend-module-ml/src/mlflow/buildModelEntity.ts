import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  KubernetesValidatorFunctions,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { MlflowModel } from '@plumbline/backstage-plugin-drift-node';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { createHash } from 'node:crypto';

const MAX_NAME = 63;
const MAX_DESCRIPTION = 500;
const MAX_TITLE = 100;

/**
 * The entity of a registered model. Names, tags and descriptions are written
 * by whoever can reach the MLflow server, so nothing of them is trusted: the
 * name is made to fit, texts are cut, and an owner that is not a reference to
 * a group or user gives way to the configured one.
 */
export function buildModelEntity(options: {
  instance: string;
  model: Pick<MlflowModel, 'name' | 'description' | 'tags'>;
  defaultOwner: string;
  /** Whether the plain name may be taken: of several instances only one may. */
  isFirstInstance: boolean;
}): Entity {
  const { instance, model, defaultOwner, isFirstInstance } = options;
  const name = buildName({ instance, name: model.name, isFirstInstance });
  const title = toPlainText(model.name, MAX_TITLE);
  const description = toPlainText(model.description ?? '', MAX_DESCRIPTION);
  const location = `mlflow:${instance}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      ...(title !== name && title && { title }),
      ...(description && { description }),
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [PLUMBLINE_ANNOTATIONS.registeredModel]: model.name,
        [PLUMBLINE_ANNOTATIONS.mlflowInstance]: instance,
      },
    },
    spec: {
      type: 'ml-model',
      owner:
        readOwner(model.tags['plumbline.owner']) ??
        readOwner(model.tags.owner) ??
        defaultOwner,
    },
  };
}

/** The plain name where it is one; else made to fit, with a hash that keeps different models apart. */
function buildName(options: {
  instance: string;
  name: string;
  isFirstInstance: boolean;
}): string {
  const { instance, name, isFirstInstance } = options;
  if (
    isFirstInstance &&
    /^[a-z0-9](?:[a-z0-9-_.]{0,61}[a-z0-9])?$/.test(name)
  ) {
    return name;
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([instance, name]))
    .digest('hex')
    .slice(0, 8);
  const readable = name
    .slice(0, 500)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME - hash.length - 1)
    .replace(/^-+|-+$/g, '');
  return `${readable || 'model'}-${hash}`;
}

function toPlainText(text: string, max: number): string {
  const plain = text
    .slice(0, max * 4)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return plain.length > max ? `${plain.slice(0, max - 1).trimEnd()}…` : plain;
}

/** A tag as the reference to a group or user, if it is one. */
function readOwner(tag: string | undefined): string | undefined {
  if (!tag || tag.length > 200) {
    return undefined;
  }
  try {
    const ref = parseEntityRef(tag.trim(), {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const isSound =
      ['group', 'user'].includes(ref.kind.toLowerCase()) &&
      KubernetesValidatorFunctions.isValidNamespace(ref.namespace) &&
      KubernetesValidatorFunctions.isValidObjectName(ref.name);
    return isSound ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
