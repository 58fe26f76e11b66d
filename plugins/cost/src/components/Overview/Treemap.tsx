import {
  formatShare,
  useAddress,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router-dom';
import { addAmounts, ratioOf } from '../money/amounts';
import { formatMoney, formatRoughly, formatTrend } from '../money/formatMoney';
import { CostGroupRow, Grouping } from './groupRows';
import { nameRow } from './nameRow';
import { squarify } from './squarify';
import styles from './Treemap.module.css';
import { Drawn, tilesOf } from './tilesOf';

const HEIGHT = 280;
/** Of the text of a tile, in pixels. */
const NARROWEST = 56;
const PADDING = 10;
const LINE = 17;
/** Until it is known how wide the page is. */
const USUAL_WIDTH = 960;

/** Looks of the tiles, in words. */
const LEGEND = [
  ['dearer', 'dearer than on the same days before'],
  ['same', 'about the same'],
  ['cheaper', 'cheaper'],
  ['unknown', 'nothing to compare with'],
] as const;

function useWidth() {
  const box = useRef<HTMLUListElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => {
      setWidth(contentRect.width || USUAL_WIDTH);
    });
    if (box.current) {
      observer.observe(box.current);
    }
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

function titleOf(tile: Drawn, grouping: Grouping): string {
  switch (tile.is) {
    case 'row':
      return nameRow(tile.row, grouping);
    case 'rest':
      return `${tile.count} more`;
    default:
      return 'unattributed';
  }
}

/** Sizes as the costs, colours as the change: what the table below says in figures. */
export function Treemap(props: {
  rows: CostGroupRow[];
  grouping: Grouping;
  currency: string;
  /** Of this currency, for those who may know. */
  unattributed?: string;
}) {
  const { rows, grouping, currency, unattributed } = props;
  const address = useAddress();
  const addressOf = useTabAddress('cost');
  const { box, width } = useWidth();
  const { tiles, credits } = tilesOf(rows, unattributed);
  if (tiles.length < 2) {
    return null;
  }
  const total = addAmounts(tiles.map(({ amount }) => amount));
  const places = squarify(
    tiles.map(({ amount }) => Number(amount)),
    width / HEIGHT,
  );
  const hrefOf = (tile: Drawn) =>
    (tile.is === 'row' && tile.row.ref && addressOf(tile.row.ref)) ||
    (tile.is === 'unattributed' && address.href({ view: 'unattributed' })) ||
    undefined;
  const looks = new Set(
    tiles.map(tile => (tile.is === 'unattributed' ? tile.is : tile.trend)),
  );
  return (
    <figure className={styles.figure}>
      <ul
        ref={box}
        className={styles.tiles}
        style={{ height: HEIGHT }}
        aria-label={`Sizes of cost in ${currency}`}
      >
        {tiles.map((tile, index) => {
          const { x, y, width: w, height: h } = places[index];
          const title = titleOf(tile, grouping);
          const before =
            tile.is === 'row' ? tile.row.previousSameDays : undefined;
          const trend = before ? formatTrend(tile.amount, before) : undefined;
          const share = formatShare(ratioOf(tile.amount, total) ?? 0);
          const href = hrefOf(tile);
          const said = `${title} ${formatMoney(tile.amount, currency)}, ${share}${trend ? `, ${trend} on the same days before` : ''}`;
          // A tile that is too small for words is a link with a title
          const lines =
            w * width < NARROWEST
              ? 0
              : Math.floor((h * HEIGHT - PADDING) / LINE);
          const text = (
            <>
              {lines > 0 && <b>{title.replace(/^\w+:/, '')}</b>}
              {lines > 1 && <span>{formatRoughly(tile.amount, currency)}</span>}
              {lines > 2 && trend && <span>{trend}</span>}
            </>
          );
          const look = {
            className: styles.tile,
            'data-look': tile.is === 'unattributed' ? tile.is : tile.trend,
            title: said,
          };
          return (
            <li
              key={title}
              style={{
                left: `${x * 100}%`,
                top: `${y * 100}%`,
                width: `${w * 100}%`,
                height: `${h * 100}%`,
              }}
            >
              {href ? (
                <Link to={href} aria-label={said} {...look}>
                  {text}
                </Link>
              ) : (
                <span {...look}>{text}</span>
              )}
            </li>
          );
        })}
      </ul>
      <figcaption className={styles.legend}>
        {LEGEND.filter(([look]) => looks.has(look)).map(([look, words]) => (
          <span key={look}>
            <span className={styles.key} data-look={look} aria-hidden />
            {words}
          </span>
        ))}
        {looks.has('unattributed') && (
          <span>
            <span className={styles.key} data-look="unattributed" aria-hidden />
            unattributed
          </span>
        )}
        {credits.length > 0 && (
          <span>
            {`Credits have no size: ${credits.map(row => `${nameRow(row, grouping)} ${formatMoney(row.amount, currency)}`).join(', ')}.`}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
