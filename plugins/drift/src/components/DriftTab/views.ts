/** The parts of the tab, in the order of their links; the first needs no word in the address. */
export const VIEWS = [
  { id: 'features', title: 'Features' },
  { id: 'performance', title: 'Performance' },
  { id: 'versions', title: 'Versions' },
  { id: 'alerts', title: 'Alerts' },
  { id: 'runs', title: 'Runs' },
  { id: 'playground', title: 'Playground' },
] as const;

export type ViewId = (typeof VIEWS)[number]['id'];

/** An address with a view that does not exist shows the first. */
export function readView(text: string | undefined): ViewId {
  return VIEWS.find(view => view.id === text)?.id ?? 'features';
}
