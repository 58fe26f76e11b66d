/**
 * Screen parts that every Plumbline family shares.
 *
 * @packageDocumentation
 */
export { DistributionChart } from './charts/DistributionChart';
export type {
  ChartDistribution,
  ChartSides,
  DistributionChartProps,
} from './charts/DistributionChart';
export { MiniDistribution } from './charts/MiniDistribution';
export type { MiniDistributionProps } from './charts/MiniDistribution';
export { Sparkline } from './charts/Sparkline';
export type { SparklineProps } from './charts/Sparkline';
export { TimeSeriesChart } from './charts/TimeSeriesChart';
export type {
  ChartLevel,
  ChartMark,
  TimeSeries,
  TimeSeriesChartProps,
} from './charts/TimeSeriesChart';
export { CopyCommand } from './copy/CopyCommand';
export type { CopyCommandProps } from './copy/CopyCommand';
export { Explained } from './explain/Explained';
export type { ExplainedProps } from './explain/Explained';
export { formatNumber, formatShare } from './numbers/formatNumber';
export { formatBytes } from './size/formatBytes';
export { EmptyState } from './states/EmptyState';
export type { EmptyStateProps } from './states/EmptyState';
export { ErrorState } from './states/ErrorState';
export type { ErrorStateProps } from './states/ErrorState';
export { explainError } from './states/explainError';
export { LoadingState } from './states/LoadingState';
export type { LoadingStateProps } from './states/LoadingState';
export { StatusChip } from './status/StatusChip';
export type { StatusChipProps, StatusWord } from './status/StatusChip';
export { fetchMyTeams } from './teams/fetchMyTeams';
export type { Team } from './teams/fetchMyTeams';
export { formatDay, formatMoment, formatWindow } from './time/formatDay';
export { RelativeTime } from './time/RelativeTime';
export type { RelativeTimeProps } from './time/RelativeTime';
