import { FindingLocation } from './Finding';

const MAX_OTHER_LOCATIONS = 20;

/** Every place once, one and as many others as a finding may have. */
export function distinctPlaces(
  places: readonly FindingLocation[],
): FindingLocation[] {
  if (places.length < 2) {
    return [...places];
  }
  const distinct = new Map<string, FindingLocation>();
  for (const place of places) {
    const { path, line, endLine, resource } = place;
    const key = `${path}\u001f${line}\u001f${endLine}\u001f${resource}`;
    if (!distinct.has(key)) {
      distinct.set(key, place);
      if (distinct.size > MAX_OTHER_LOCATIONS) {
        break;
      }
    }
  }
  return [...distinct.values()];
}
