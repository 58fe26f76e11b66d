import { imageRepository } from '../../locations/reportPath';
import { Loose, asList, asObject, asText } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';

/** What a reference in a bill of materials stands for. */
export interface Component {
  name: string;
  version?: string;
  purl?: string;
}

/** The components of a bill of materials by what refers to them. */
export interface Components {
  byReference: ReadonlyMap<string, Component>;
  /** How the bill of materials refers to the thing it describes. */
  ownReference?: string;
  /** That thing: an image without its tag, an application. */
  target?: string;
  /** How many are listed. */
  count: number;
}

function readComponent(component: Loose): Component | undefined {
  const name = asText(component.name);
  const purl = asText(component.purl);
  if (name === undefined && purl === undefined) {
    return undefined;
  }
  const group = asText(component.group);
  return {
    name:
      name === undefined || group === undefined
        ? (name ?? purl!)
        : `${group}/${name}`,
    version: asText(component.version),
    purl,
  };
}

/** Every component below a list, nested ones too, the outer before the inner. */
function* nestedIn(list: unknown): Generator<unknown> {
  for (const item of asList(list)) {
    yield item;
    yield* nestedIn(asObject(item)?.components);
  }
}

function targetOf(described: Loose | undefined): string | undefined {
  const name = described && readComponent(described)?.name;
  return name !== undefined && asText(described?.type) === 'container'
    ? imageRepository(name)
    : name;
}

/** The components of a bill of materials; each is listed at the builder as a package. */
export function readComponents(bom: Loose, builder: ReportBuilder): Components {
  const byReference = new Map<string, Component>();
  const described = asObject(asObject(bom.metadata)?.component);
  let count = 0;
  for (const item of nestedIn(bom.components)) {
    const component = asObject(item);
    const read = component && readComponent(component);
    if (component && read) {
      const reference = asText(component['bom-ref']);
      count += 1;
      // Each that is listed is one, whatever else has its reference
      builder.listPackage(String(count));
      for (const key of [reference, read.purl]) {
        if (key !== undefined && !byReference.has(key)) {
          byReference.set(key, read);
        }
      }
    } else {
      builder.ignore('A component without a name');
    }
  }
  for (const item of nestedIn(described?.components)) {
    const component = asObject(item);
    const reference = asText(component?.['bom-ref']);
    const read = component && readComponent(component);
    if (read && reference !== undefined && !byReference.has(reference)) {
      byReference.set(reference, read);
    }
  }
  return {
    byReference,
    ownReference: asText(described?.['bom-ref']),
    target: targetOf(described),
    count,
  };
}
