import { useEffect, useRef, useState } from 'react';
import classes from './mail-frame.module.css';

type DraftMailFrameProps = {
  /** As a preview of the API answers it. */
  html: string;
  title: string;
  width?: 'phone' | 'desktop';
};
type FrameMessage = { readonly mailFrame?: string; readonly mailHeight?: number };

const minHeightPx = 320;

/** A mail whose text is not saved yet, in a frame of another origin, which takes the HTML as a message. */
export function DraftMailFrame({ html, title, width = 'desktop' }: DraftMailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [height, setHeight] = useState(minHeightPx);
  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<FrameMessage>) => {
      if (source !== frame.current?.contentWindow) return;
      if (data.mailFrame === 'ready') setReady(true);
      if (typeof data.mailHeight === 'number') setHeight(Math.max(minHeightPx, data.mailHeight));
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  useEffect(() => {
    // The frame is a sandbox with an origin that has no name.
    if (isReady) frame.current?.contentWindow?.postMessage({ mailHtml: html }, '*');
  }, [isReady, html]);
  return (
    <div className={classes.surface}>
      <iframe
        ref={frame}
        title={title}
        src="/console/mail-frame"
        sandbox="allow-scripts"
        className={classes.frame}
        data-width={width}
        style={{ height }}
      />
    </div>
  );
}
