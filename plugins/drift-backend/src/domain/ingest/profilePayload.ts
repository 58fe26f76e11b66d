import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type {
  CategoricalProfile,
  DocumentedColumn,
  NumericProfile,
  ProfileDocument,
} from '@plumbline/backstage-plugin-drift-engine';

/*
 * Profiles of an hour as bytes: smaller and faster than the JSON of profile
 * files, of which there is one for each baseline and not one for each batch.
 *
 * A version, the length of the head, the head as JSON, and for each numeric
 * column the bins that hold a value: their counts and sums as float64, then for
 * all columns their numbers as uint32; deflated.
 */

const VERSION = 1;
const START = 5;
/** A payload larger than this was not written by us. */
const MAX_BYTES = 512 * 1024 * 1024;

interface NumericHead {
  kind: 'numeric';
  filled: number;
  rest: Omit<NumericProfile, 'bins' | 'sums'>;
}

interface CategoricalHead {
  kind: 'categorical';
  rest: Omit<CategoricalProfile, 'categories'>;
  categories: [string, number][];
}

interface Head {
  rows: number;
  columns: {
    name: string;
    type: DocumentedColumn['type'];
    typeReason?: string;
    profile?: NumericHead | CategoricalHead;
  }[];
}

/** Throws an Error for a profile of single values, which predictions never have. */
export function encodeProfilePayload(document: ProfileDocument): Buffer {
  const figures: number[] = [];
  const places: number[] = [];
  const columns = [...document.columns].map(([name, column]) => {
    const { type, typeReason, profile } = column;
    if (profile === undefined) {
      return { name, type, typeReason };
    }
    if (profile.kind === 'categorical') {
      const { categories, ...rest } = profile;
      const head = {
        kind: profile.kind,
        rest,
        categories: [...categories],
      };
      return { name, type, typeReason, profile: head };
    }
    if (profile.kind === 'sample') {
      throw new Error(`Column '${name}' has no grid`);
    }
    const { bins, sums, ...rest } = profile;
    const before = places.length;
    for (let bin = 0; bin < bins.length; bin += 1) {
      if (bins[bin] > 0) {
        places.push(bin);
        figures.push(bins[bin], sums[bin]);
      }
    }
    const filled = places.length - before;
    return {
      name,
      type,
      typeReason,
      profile: { kind: profile.kind, filled, rest },
    };
  });
  const head: Head = { rows: document.rows, columns };
  const text = Buffer.from(JSON.stringify(head));
  const start = Buffer.alloc(START);
  start.writeUInt8(VERSION, 0);
  start.writeUInt32LE(text.length, 1);
  return deflateRawSync(
    Buffer.concat([
      start,
      text,
      Buffer.from(Float64Array.from(figures).buffer),
      Buffer.from(Uint32Array.from(places).buffer),
    ]),
    { level: 1 },
  );
}

/** Throws an Error when the bytes are not of this version. */
export function decodeProfilePayload(bytes: Buffer): ProfileDocument {
  const raw = inflateRawSync(bytes, { maxOutputLength: MAX_BYTES });
  const version = raw.readUInt8(0);
  if (version !== VERSION) {
    throw new Error(
      `A profile of version ${version}; this release reads version ${VERSION}`,
    );
  }
  const headEnd = START + raw.readUInt32LE(1);
  const head: Head = JSON.parse(raw.subarray(START, headEnd).toString('utf8'));
  const filled = head.columns.reduce(
    (sum, { profile }) =>
      sum + (profile?.kind === 'numeric' ? profile.filled : 0),
    0,
  );
  const placesStart = headEnd + filled * 16;
  if (raw.length !== placesStart + filled * 4) {
    throw new Error('A profile that was cut off');
  }
  const figures = new Float64Array(
    Uint8Array.from(raw.subarray(headEnd, placesStart)).buffer,
  );
  const places = new Uint32Array(
    Uint8Array.from(raw.subarray(placesStart)).buffer,
  );
  let at = 0;
  const columns = head.columns.map(
    ({ name, profile, ...column }): [string, DocumentedColumn] => {
      if (profile?.kind === 'categorical') {
        const categories = new Map(profile.categories);
        return [name, { ...column, profile: { ...profile.rest, categories } }];
      }
      if (!profile) {
        return [name, column];
      }
      const bins = new Float64Array(profile.rest.grid.bins);
      const sums = new Float64Array(profile.rest.grid.bins);
      for (const end = at + profile.filled; at < end; at += 1) {
        bins[places[at]] = figures[2 * at];
        sums[places[at]] = figures[2 * at + 1];
      }
      return [name, { ...column, profile: { ...profile.rest, bins, sums } }];
    },
  );
  return { version: 1, rows: head.rows, columns: new Map(columns) };
}
