import { useEffect } from 'react';
// Brings the declarations of the deep import below into the program.
import type {} from 'react-syntax-highlighter';
import LightAsync from 'react-syntax-highlighter/dist/esm/light-async';
import { useLocation } from 'react-router-dom';
import styles from './FileContent.module.css';

const LINE_HASH = /^#L(\d+)$/;

/** Code with colours and line numbers; `#L12` in the address marks line 12. */
export default function HighlightedCode(props: {
  content: string;
  language: string;
}) {
  const { hash } = useLocation();
  const marked = Number(LINE_HASH.exec(hash)?.[1]);
  useEffect(() => {
    if (marked) {
      document.getElementById(`L${marked}`)?.scrollIntoView?.({
        block: 'center',
      });
    }
  }, [marked]);
  return (
    <LightAsync
      className={styles.code}
      language={props.language}
      useInlineStyles={false}
      showLineNumbers
      wrapLines
      lineProps={(line: number) => ({
        id: `L${line}`,
        className: line === marked ? styles.marked : undefined,
      })}
    >
      {props.content.replace(/\n$/, '')}
    </LightAsync>
  );
}
