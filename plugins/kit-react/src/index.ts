/**
 * Screen parts that every Plumbline family shares.
 *
 * @packageDocumentation
 */
export { JsonClient } from './api/JsonClient';
export type { AnswerSchema, JsonClientOptions } from './api/JsonClient';
export { pathOf } from './api/pathOf';
export { queryOf } from './api/queryOf';
export { DistributionChart } from './charts/DistributionChart';
export type {
  ChartDistribution,
  ChartSides,
  DistributionChartProps,
} from './charts/DistributionChart';
export { MiniDistribution } from './charts/MiniDistribution';
export type { MiniDistributionProps } from './charts/MiniDistribution';
export { PartsBar } from './charts/PartsBar';
export type { PartsBarProps } from './charts/PartsBar';
export { Sparkline } from './charts/Sparkline';
export type { SparklineProps } from './charts/Sparkline';
export { StackedChart } from './charts/StackedChart';
export type { StackedChartProps } from './charts/StackedChart';
export type { ChartTone } from './charts/ChartFrame';
export { TimeSeriesChart } from './charts/TimeSeriesChart';
export type {
  ChartLevel,
  ChartMark,
  TimeSeries,
  TimeSeriesChartProps,
} from './charts/TimeSeriesChart';
export { CopyCommand } from './copy/CopyCommand';
export type { CopyCommandProps } from './copy/CopyCommand';
export { EntityLink } from './entities/EntityLink';
export type { EntityLinkProps } from './entities/EntityLink';
export { isTeam } from './entities/isTeam';
export { nameOf, nameOfActor } from './entities/nameOf';
export { useTabAddress } from './entities/useTabAddress';
export { Explained } from './explain/Explained';
export type { ExplainedProps } from './explain/Explained';
export { FileButtons } from './files/FileButtons';
export type { FileButtonsProps } from './files/FileButtons';
export { HistoryTable } from './history/HistoryTable';
export type { HistoryTableProps } from './history/HistoryTable';
export { useAction } from './hooks/useAction';
export type { Action } from './hooks/useAction';
export { useAddress } from './hooks/useAddress';
export type { Address } from './hooks/useAddress';
export { useLoaded } from './hooks/useLoaded';
export type { Loaded } from './hooks/useLoaded';
export { usePages } from './hooks/usePages';
export type { Pages } from './hooks/usePages';
export { Panel } from './layout/Panel';
export { rowStyles } from './layout/rowStyles';
export { Section } from './layout/Section';
export type { SectionProps } from './layout/Section';
export { SidePanel } from './layout/SidePanel';
export type { SidePanelProps } from './layout/SidePanel';
export { StatusCard } from './layout/StatusCard';
export type { StatusCardProps } from './layout/StatusCard';
export { ViewLinks } from './layout/ViewLinks';
export type { ViewLinksProps } from './layout/ViewLinks';
export { OutsideLink } from './links/OutsideLink';
export type { OutsideLinkProps } from './links/OutsideLink';
export { formatNumber, formatShare } from './numbers/formatNumber';
export { formatBytes } from './size/formatBytes';
export { EmptyState } from './states/EmptyState';
export type { EmptyStateProps } from './states/EmptyState';
export { ErrorState } from './states/ErrorState';
export type { ErrorStateProps } from './states/ErrorState';
export { explainError } from './states/explainError';
export { LoadingState } from './states/LoadingState';
export type { LoadingStateProps } from './states/LoadingState';
export { SeverityChip } from './status/SeverityChip';
export type { SeverityChipProps, SeverityWord } from './status/SeverityChip';
export { StatusChip } from './status/StatusChip';
export type { StatusChipProps, StatusWord } from './status/StatusChip';
export { fetchMyTeams } from './teams/fetchMyTeams';
export type { Team } from './teams/fetchMyTeams';
export { formatDay, formatMoment, formatWindow } from './time/formatDay';
export { RelativeTime } from './time/RelativeTime';
export type { RelativeTimeProps } from './time/RelativeTime';
