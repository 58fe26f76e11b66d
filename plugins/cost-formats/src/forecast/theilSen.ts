import { median } from './median';

/**
 * Theil-Sen's line through points: the median of the slopes between all pairs
 * (Theil 1950, Sen 1968), which a quarter of outliers cannot turn. The slope
 * counts only where Mann-Kendall's test (Mann 1945, Kendall 1975, normal
 * approximation without ties) finds a trend on the level of 10 %: a slope out
 * of two weeks of noise would be drawn out to the end of the month.
 */
export function theilSen(points: readonly { x: number; y: number }[]): {
  slope: number;
  level: number;
} {
  const slopes: number[] = [];
  let score = 0;
  for (let later = 1; later < points.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const rise = points[later].y - points[earlier].y;
      slopes.push(rise / (points[later].x - points[earlier].x));
      score += Math.sign(rise);
    }
  }
  const n = points.length;
  const deviation = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const isTrend = (Math.abs(score) - 1) / deviation > 1.645;
  const slope = isTrend ? median(slopes) : 0;
  return { slope, level: median(points.map(({ x, y }) => y - slope * x)) };
}
