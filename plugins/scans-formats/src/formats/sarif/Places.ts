import {
  Loose,
  asNumber,
  asObject,
  asText,
  asTexts,
  at,
  objectsIn,
} from '../../read/loose';
import { FindingLocation } from '../../report/Finding';

/** A place of a result, and the code there. */
export interface Place extends FindingLocation {
  column?: number;
  snippet?: string;
}

const MAX_BASES = 10;
const MAX_ROOTS = 20;
const ABSOLUTE = /^([a-z][a-z0-9+.-]*:|[\\/])/i;

/** More places than a finding keeps need not be read. */
const MAX_PLACES = 25;

const withSlash = (uri: string) => (uri.endsWith('/') ? uri : `${uri}/`);

/** The places of one run's results, with paths from the root of what was scanned. */
export class Places {
  readonly #artifacts: unknown[];
  readonly #logical: unknown[];
  readonly #bases = new Map<string, Loose>();
  readonly #prefixes = new Map<string, string>();
  readonly #roots: string[];

  constructor(run: Loose) {
    this.#artifacts = Array.isArray(run.artifacts) ? run.artifacts : [];
    this.#logical = Array.isArray(run.logicalLocations)
      ? run.logicalLocations
      : [];
    for (const [id, base] of Object.entries(
      asObject(run.originalUriBaseIds) ?? {},
    )) {
      this.#bases.set(id, asObject(base) ?? {});
    }
    const roots = [
      ...[...this.#bases.values()].flatMap(({ uri }) => asTexts(uri)),
      ...objectsIn(run.invocations).flatMap(invocation =>
        asTexts(at(invocation, 'workingDirectory', 'uri')),
      ),
    ];
    this.#roots = roots
      .filter(root => /^file:\/\/.*[^/]/i.test(root))
      .slice(0, MAX_ROOTS)
      .map(withSlash)
      .sort((a, b) => b.length - a.length);
  }

  /** Every place of a result; the first is the primary one. */
  of(result: Loose): Place[] {
    return objectsIn(result.locations)
      .slice(0, MAX_PLACES)
      .flatMap(location => this.#read(location) ?? []);
  }

  /** The path of an artifact, as a notification names it. */
  pathOf(location: unknown): string | undefined {
    return this.#path(
      asObject(at(location, 'physicalLocation', 'artifactLocation')),
    );
  }

  #read(location: Loose): Place | undefined {
    const physical = asObject(location.physicalLocation);
    const region = asObject(physical?.region);
    const path = this.#path(asObject(physical?.artifactLocation));
    const resource = this.#resource(location);
    if (path === undefined && resource === undefined) {
      return undefined;
    }
    return {
      path,
      line: asNumber(region?.startLine),
      endLine: asNumber(region?.endLine),
      column: asNumber(region?.startColumn),
      resource,
      snippet: asText(asObject(region?.snippet)?.text),
    };
  }

  #resource(location: Loose): string | undefined {
    const [first] = objectsIn(location.logicalLocations);
    const named = first ?? asObject(location.logicalLocation);
    const index = asNumber(named?.index) ?? -1;
    return (
      asText(named?.fullyQualifiedName) ??
      asText(named?.name) ??
      asText(asObject(this.#logical[index])?.fullyQualifiedName)
    );
  }

  #path(artifact: Loose | undefined): string | undefined {
    if (artifact === undefined) {
      return undefined;
    }
    const listed = asObject(
      asObject(this.#artifacts[asNumber(artifact.index) ?? -1])?.location,
    );
    const uri = asText(artifact.uri) ?? asText(listed?.uri);
    if (uri === undefined) {
      return undefined;
    }
    if (ABSOLUTE.test(uri)) {
      return this.#belowRoot(uri);
    }
    const base = asText(artifact.uriBaseId) ?? asText(listed?.uriBaseId);
    return base === undefined ? uri : this.#prefix(base) + uri;
  }

  #belowRoot(uri: string): string {
    const root = this.#roots.find(candidate => uri.startsWith(candidate));
    return root === undefined ? uri : uri.slice(root.length);
  }

  /** The folders that base ids stand for, up to the first absolute one: that is the root. */
  #prefix(baseId: string): string {
    const known = this.#prefixes.get(baseId);
    if (known !== undefined) {
      return known;
    }
    let prefix = '';
    let id: string | undefined = baseId;
    for (let depth = 0; id !== undefined && depth < MAX_BASES; depth += 1) {
      const base: Loose | undefined = this.#bases.get(id);
      const uri: string | undefined = asText(base?.uri)?.trim();
      if (uri !== undefined && ABSOLUTE.test(uri)) {
        break;
      }
      prefix = uri === undefined ? prefix : withSlash(uri) + prefix;
      id = asText(base?.uriBaseId);
    }
    this.#prefixes.set(baseId, prefix);
    return prefix;
  }
}
