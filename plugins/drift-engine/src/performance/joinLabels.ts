/** How labels met predictions. @public */
export interface LabelCounts {
  /** Predictions with a label, and without one yet. */
  labelled: number;
  unlabelled: number;
  /** Labels whose id no prediction has. */
  orphans: number;
  /** Labels and predictions that a later one with the same id replaced. */
  repeatedLabels: number;
  repeatedPredictions: number;
}

/**
 * Labels that came late, joined to predictions by id. Of several with the same
 * id the last wins, and the others are counted. A prediction without an id is
 * kept, unlabelled: nothing can ever be joined to it.
 *
 * @public
 */
export function joinLabels<TPrediction extends { id?: string }, TLabel>(
  predictions: Iterable<TPrediction>,
  labels: Iterable<{ id: string; label: TLabel }>,
): {
  rows: { prediction: TPrediction; label: TLabel | undefined }[];
  counts: LabelCounts;
} {
  const labelById = new Map<string, TLabel>();
  let repeatedLabels = 0;
  for (const { id, label } of labels) {
    repeatedLabels += labelById.has(id) ? 1 : 0;
    labelById.set(id, label);
  }
  const predictionById = new Map<string, TPrediction>();
  const kept: TPrediction[] = [];
  let repeatedPredictions = 0;
  for (const prediction of predictions) {
    if (prediction.id === undefined) {
      kept.push(prediction);
    } else {
      repeatedPredictions += predictionById.has(prediction.id) ? 1 : 0;
      predictionById.set(prediction.id, prediction);
    }
  }
  const identified = [...predictionById.values()];
  const labelled = identified.filter(({ id }) => labelById.has(id!)).length;
  const rows = [...identified, ...kept].map(prediction => ({
    prediction,
    label:
      prediction.id === undefined ? undefined : labelById.get(prediction.id),
  }));
  return {
    rows,
    counts: {
      labelled,
      unlabelled: rows.length - labelled,
      orphans: labelById.size - labelled,
      repeatedLabels,
      repeatedPredictions,
    },
  };
}
